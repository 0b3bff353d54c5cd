"""The closed lists of words the clauses are made of."""

from typing import Final

BASE_VERBS: Final = frozenset(
    "say tell comment mention state announce respond answer reply explain discuss talk speak address describe suggest "
    "claim confirm deny declare argue warn remark note react promise condemn criticize criticise reject dismiss "
    "welcome acknowledge insist stress emphasize pledge".split()
)
PAST_VERBS: Final = frozenset(
    "said told commented mentioned stated announced responded answered replied explained discussed talked spoken spoke "
    "addressed described suggested claimed confirmed denied declared argued warned remarked noted reacted promised "
    "condemned criticized criticised rejected dismissed welcomed acknowledged insisted stressed emphasized "
    "pledged".split()
)
SAYS_VERBS: Final = frozenset("says tells mentions states comments".split()) | PAST_VERBS
TALKING_VERBS: Final = frozenset("talk talked speak spoke spoken address addressed react reacted think".split())
PASSIVE_VERBS: Final = frozenset("asked quoted saying telling questioned pressed".split())
MAKING_VERBS: Final = frozenset("make made give gave given issue issued have had offer offered".split())
PRESENT: Final = frozenset("do does is are doesn't don't".split())
BASE_AUXILIARIES: Final = frozenset("did does do didn't doesn't didnt".split())
PERFECT_AUXILIARIES: Final = frozenset("has have had hasn't haven't".split())
PASSIVE_AUXILIARIES: Final = frozenset("was were is are been".split())
AUXILIARIES: Final = BASE_AUXILIARIES | PERFECT_AUXILIARIES | PASSIVE_AUXILIARIES
ADVERBS: Final = frozenset(
    "ever first last recently actually exactly really also again just then already publicly previously specifically "
    "once originally initially later once ever once yet still even not".split()
)

STATEMENTS: Final = frozenset(
    "statement statements remark remarks quote quotes quotation quotations comment comments answer answers response "
    "responses reply replies words position stance view views reaction reactions".split()
)
VAGUE: Final = frozenset("anything something everything nothing".split())

QUESTION_WORDS: Final = frozenset(
    "what how when where why which whom what's whats what'd how'd when's who's everything anything all".split()
)
WITH_AUXILIARY: Final = {
    "what's": "is",
    "whats": "is",
    "what'd": "did",
    "how'd": "did",
    "when's": "is",
    "where'd": "did",
}
BESIDE_QUESTION_WORDS: Final = (
    frozenset("else exactly precisely often many times if and so anything more words kind things of".split())
    | STATEMENTS
)
ABOUT: Final = frozenset("about on regarding concerning re".split())
AFTER_VERB: Final = tuple(
    tuple(phrase.split())
    for phrase in (
        "anything",
        "something",
        "nothing",
        "much",
        "more",
        "else",
        "publicly",
        "specifically",
        "exactly",
        "reporters",
        "journalists",
        "to reporters",
        "to journalists",
        "to the press",
        "to the media",
        "the press",
        "at the briefing",
        "in the briefing",
        "at the podium",
        "from the podium",
        "when asked",
    )
)
BEFORE_TOPIC: Final = ABOUT | {"that"}
CONTINUES: Final = ABOUT | frozenset("that to when whether if as in at with for how why what and by of".split())

# Without the article before them.
GENERIC: Final = frozenset(
    "they he she it you we i one anyone anybody someone somebody everyone everybody people nobody others official "
    "officials us u.s america washington pentagon podium government administration department ministry secretary "
    "briefer press media reporters journalists state anything something nothing everything this that these those there "
    "both all".split()
) | {
    "no one",
    "anyone else",
    "united states",
    "u.s government",
    "us government",
    "state department",
    "white house",
    "defense department",
    "department of state",
    "department of defense",
    "american officials",
    "us officials",
    "u.s officials",
    "administration officials",
    "government officials",
    "state department officials",
    "white house officials",
}
ARTICLES: Final = frozenset(("the", "a", "an", "any", "some"))
NO_NAME: Final = (
    frozenset(
        "a an the this that these those his her their your our my its some any most every each many such no not if "
        "there here what who which and or but of in on at to with for from by as than then so".split()
    )
    | AUXILIARIES
    | BASE_VERBS
    | PAST_VERBS
)

ROLES: Final = {
    **dict.fromkeys(
        "spokesman spokeswoman spokesperson spokespeople spokespersons spokesmen spox".split(), "spokesperson"
    ),
    **dict.fromkeys(
        ("deputy spokesman", "deputy spokeswoman", "deputy spokesperson", "deputy spox"), "deputy spokesperson"
    ),
    **dict.fromkeys(("principal deputy spokesperson", "principal deputy spokesman"), "principal deputy spokesperson"),
    **{
        role: role
        for role in (
            "press secretary",
            "deputy press secretary",
            "principal deputy press secretary",
            "secretary of state",
            "deputy secretary of state",
            "secretary of defense",
            "secretary of the treasury",
            "secretary of homeland security",
            "secretary of energy",
            "secretary of commerce",
            "defense secretary",
            "treasury secretary",
            "foreign secretary",
            "president",
            "vice president",
            "prime minister",
            "foreign minister",
            "defence minister",
            "defense minister",
            "minister",
            "ambassador",
            "attorney general",
            "national security advisor",
            "national security adviser",
            "chief of staff",
        )
    },
}
ROLE_MODIFIERS: Final = frozenset(
    "the a any state department white house pentagon us u.s american ministry department's ministry's then former "
    "government foreign defense embassy nsc".split()
)

LEAD_INS: Final = tuple(
    tuple(phrase.split())
    for phrase in (
        "please",
        "hi",
        "hello",
        "hey",
        "so",
        "and",
        "ok",
        "okay",
        "can you please",
        "could you please",
        "can you",
        "could you",
        "would you",
        "tell me",
        "show me",
        "find me",
        "find",
        "give me",
        "get me",
        "remind me",
        "i'd like to know",
        "i would like to know",
        "i'd like to see",
        "i want to know",
        "i need to know",
        "i want to see",
        "i'm looking for",
        "i am looking for",
        "looking for",
        "do you know",
        "do you remember",
    )
)
TOPIC_OPENERS: Final = tuple(
    tuple(phrase.split())
    for phrase in (
        "is there anything on",
        "is there anything about",
        "do you have anything on",
        "do you have anything about",
        "have you got anything on",
        "what do you have on",
        "what do you have about",
        "what do we have on",
        "what is there on",
        "what is there about",
        "anything on",
        "anything about",
        "tell me about",
        "about",
    )
)
NOUN_OPENERS: Final = frozenset(
    "any all some the latest recent most newest last is are there what what's were was other every official on-record public "
    "record find show".split()
)
BEARS_YEAR: Final = frozenset(
    "election elections olympics olympic games cup census vision agenda budget fy fiscal act plan strategy goals goal "
    "summit expo conference cop class of by from in before after since until than over under about and or to - –".split()
)
NOT_IN_KEYWORDS: Final = (
    AUXILIARIES
    | BASE_VERBS
    | SAYS_VERBS
    | frozenset(
        "will would can could should shall may might must be being i you he she it we they me him us them who what how "
        "why where when which whether if meet visit go going get give take make there's that's it's".split()
    )
) - frozenset(("may", "us", "state", "note", "talk", "address"))
