"""The words that make a label: titles, roles, those who ask, those without a name."""

from typing import Final

HONORIFICS: Final = frozenset("mr mrs ms miss mx dr sir dame lord lady hon madam madame prof rev".split())

BEFORE_ANY_NAME: Final = frozenset("mr mrs ms miss mx dr".split())
"""What stands before a name alone, whatever else that word may mean: ``MS. HOUSE``, ``MR. RULE``."""

TITLES: Final = frozenset(
    HONORIFICS
    | set(
        "administrator admiral adm adviser advisor ambassador amb archbishop assistant associate attorney bishop brigadier "
        "captain capt cardinal chair chairman chairperson chairwoman chancellor chief colonel col commandant commander "
        "commissioner comptroller congressman congresswoman coach coordinator cochair counsel counselor crown dean delegate "
        "deputy director emir envoy executive father foreign general gen governor gov judge justice king leader lieutenant lt "
        "lgen maj major marshal mayor minister official officer pastor pope premier president press prime prince princess "
        "principal professor queen rabbi rear rep representative reverend secretary senator sen senior sergeant sgt sheik "
        "sheikh sheriff speaker specialist spokesman spokesperson spokeswoman sultan superintendent surgeon taoiseach treasurer "
        "undersecretary under vice first second special external acting former trooper detective archivist librarian".split()
    )
)
"""First words of a label that puts a title before a name: ``UNDER SECRETARY BURNS``."""

ROLES: Final = frozenset(
    {
        *"moderator operator interpreter translator aide staff staffer announcer narrator host facilitator emcee".split(),
        *"spokesman spokesperson spokeswoman president secretary chair chairman chairperson speaker child student".split(),
        *"protester protestor customer singer pilot presenter coordinator voice voices pastor taoiseach chancellor".split(),
        *"all both group".split(),
        *(
            "the president",
            "the vice president",
            "vice president",
            "the first lady",
            "first lady",
            "the second gentleman",
        ),
        *("the prime minister", "prime minister", "the secretary", "the secretary general", "secretary general"),
        *("the chair", "the chairman", "the taoiseach", "the chancellor", "the king", "the governor", "the mayor"),
        *("the minister", "the foreign minister", "the interpreter", "the operator", "the moderator", "the spokesman"),
        *("the spokesperson", "the spokeswoman", "associate spokesperson", "deputy spokesman", "deputy spokesperson"),
        *("state department official", "flight crew", "crew member", "el presidente", "nsc spokesperson"),
        *("unidentified speaker", "unidentified male", "unidentified female", "unknown speaker", "male speaker"),
        *("female speaker", "male voice", "female voice", "speakers", "members of the audience"),
    }
)
"""Whole labels that name a part in the event, and no person."""

ROLE_ENDINGS: Final = frozenset(
    "aide staff staffer interpreter translator spokesperson spokesman spokeswoman moderator operator crew member members players guest".split()
)
"""Last words of such labels with something before them: ``MILITARY AIDE``."""

QUESTIONERS: Final = frozenset(
    {
        *"q question questions questioner reporter reporters audience press media journalist journalists".split(),
        *"photojournalist correspondent correspondents participant participants photographer producer".split(),
        *("audience member", "audience members", "the press", "the audience", "press corps", "member of the press"),
        *("member of the audience", "member of audience", "press pool", "the press corps", "white house press corps"),
    }
)
"""Whole labels of those who ask; also with a word or number beside them: ``REPORTER 2``."""

QUESTIONER_WORDS: Final = frozenset(
    "q question questioner reporter journalist correspondent audience participant".split()
)
QUESTIONER_COMPANIONS: Final = frozenset(
    "male female unidentified unknown foreign local pool another a the member members one two three four five".split()
)
ASKING_ROLES: Final = frozenset(
    "anchor correspondent host reporter cohost journalist columnist analyst contributor".split()
)
"""In ``NAME, ROLE`` labels, the roles of those who ask."""

COUNTS: Final = frozenset("one two three four five six seven eight nine number no i ii iii iv".split())
"""What follows OFFICIAL where several share that label."""

HEADER_KEYS: Final = frozenset(
    "date time place location subject re briefer briefers from to index contents topics participants speakers event "
    "moderators venue contact note notes source tags category posted published updated issued attachments".split()
)
"""Words before a colon that head a list or a form, above the first label."""

NOTES: Final = frozenset({"note", "notes", "editor's note", "editor’s note", "editors' note", "editors’ note"})
"""Words before a colon that begin what editors add, also below the words."""

PARTICLES: Final = frozenset(
    "of for the and de del della di da du la le les el al bin von van den der y to in at on".split()
)

NAME_PARTICLES: Final = frozenset("of the de del della di da du dos la le les el al bin ibn von van den der y".split())

NOT_NAMES: Final = frozenset(
    "take give make put keep one two three four five six number point points first second third fourth next last final finally again also but and so "
    "or now then here there look listen ok okay yes no well today tonight tomorrow yesterday question answer quote unquote "
    "bottom line note update correction corrected editor editors the this that these those my our your his her its their we "
    "you he she it they who what when where why how is are was be been for in on at by with from to as if not all any some "
    "more most thank thanks please sorry let step part section item fact rule option phase title article amendment act bill "
    "plan goal key issue topic topics example summary background transcript remarks statement release contact subject date "
    "economy health security policy jobs energy immigration congress senate house".split()
)
"""Words no name begins or ends with; they keep ``Number One:`` from being taken for a name."""
