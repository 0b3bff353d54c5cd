"""The words that tell who speaks: verbs of saying, roles, and what is no name."""

from typing import Final

SAYING: Final = frozenset(
    "said says say saying told tells tell telling added adds adding wrote writes write writing called calls calling asked "
    "asks ask asking tweeted tweets tweeting continued continues continuing declared declares declaring explained "
    "explains explaining noted notes noting replied replies replying argued argues arguing read reads reading responded "
    "responds responding stated states stating insisted insists insisting admitted admits admitting remarked remarks "
    "concluded concludes concluding urged urges urging promised promises promising pledged pledges pledging accused "
    "accuses accusing described describes describing recalled recalls recalling announced announces announcing claimed "
    "claims claiming warned warns warning joked jokes joking shouted shouts shouting yelled yells yelling chanted chants "
    "chanting complained complains lamented laments lamenting vowed vows vowing acknowledged acknowledges conceded "
    "concedes suggested suggests suggesting charged charges charging alleged alleges criticized criticizes criticizing "
    "questioned questions observed observes observing quipped quips mused muses boasted boasts bragged brags predicted "
    "predicts predicting proclaimed proclaims proclaiming asserted asserts asserting maintained maintains contended "
    "contends countered counters retorted retorts snapped cautioned cautions reiterated reiterates stressed stresses "
    "emphasized emphasizes emphasised repeated repeats repeating reported reports reporting quoted quotes quoting cited "
    "cites citing mentioned confirmed confirms confirming denied denies disclosed revealed reveals testified testifies "
    "posted posts posting blogged emailed texted offered offers referred refers referring labeled labelled labels "
    "labeling dubbed dubs branded brands likened compared praised praises praising blasted blasts blasting slammed slams "
    "slamming mocked mocks mocking ridiculed denounced denounces denouncing condemned condemns condemning dismissed "
    "dismisses dismissing decried decries assailed hailed hails portrayed portrays characterized characterizes recounted "
    "recounts remembered remembers reflected fumed fumes vented railed thundered blurted deadpanned whispered muttered "
    "screamed cried exclaimed exclaims gushed enthused ventured volunteered elaborated clarified demanded demands "
    "demanding begged pleaded appealed thanked thanks apologized interjected interrupted agreed agrees disagreed "
    "credited chided scolded lambasted derided ripped attacked taunted teased touted touts proposed proposes thinks "
    "thought believes believed feels felt wants wanted hopes hoped expects expected considers considered wondered "
    "wonders pointed argued implied signaled indicated indicates commented comments opined surmised figures reckoned "
    "spoke speaks speaking talked talks sang sings answered answers reads jabbed greeted declaring advised advises "
    "assured assures reassured informed instructed invited encouraged encourages defended defends blamed blames".split()
)
"""Forms of verbs after which or before which words in marks are somebody's."""

STRONG: Final = frozenset(
    "said says say saying told tells telling added adds adding wrote writes writing called calls calling tweeted tweets "
    "tweeting explained noted replied argued argues responded stated states insisted insists insisting declared declares "
    "remarked announced claimed claims warned warns acknowledged complained suggested described describes describing "
    "continued asked asks according asserted contended predicted promised pledged vowed recalled reported reports "
    "reporting concluded emphasized stressed testified posted joked".split()
)
"""Those that report speech wherever they stand; the others do so close to the marks."""

PASSIVE: Final = frozenset(
    "called labeled labelled dubbed described branded titled quoted named posted reported read".split()
)
"""After a noun they may say what it is named: ``a film called “…”``."""

MODALS: Final = frozenset("will would could should might may must to can cannot".split())

TIMES: Final = frozenset(
    "week weeks month months year years day days night morning evening afternoon ago earlier last this past two three few "
    "several less than more time first summer fall spring winter weekend tuesday".split()
)

NEVER_INVERTED: Final = frozenset(
    "told tells telling called calls calling saying adding noting calling describing accused accuses praised referring "
    "citing arguing quoting wants wanted feels felt thanked".split()
)
"""Those that do not stand before their subject: in ``told reporters`` the reporters do not speak."""

PARTICIPLES: Final = frozenset(word for word in SAYING if word.endswith("ing"))

FINITE: Final = SAYING - PARTICIPLES
"""Those that have a subject of their own."""

INVERTED: Final = FINITE - NEVER_INVERTED
"""Those that may stand before it: ``said Price``."""

STRONG_FINITE: Final = STRONG - PARTICIPLES

PRONOUNS: Final = frozenset("he she they i we it who".split())
POSSESSIVES: Final = frozenset("his her their my our its whose".split())
RELATIVE: Final = frozenset("who which that whom".split())

AUXILIARIES: Final = frozenset(
    "has had have having is was were are be been being would will could should might may can did does do must also then "
    "later again once now still even just already never not only often always repeatedly recently earlier further too "
    "simply both all soon sometimes to ever largely first famously reportedly himself herself themselves itself "
    "previously went goes on merely yesterday today tonight quickly really rather both instead tried began begun "
    "n't hasn't didn't don't doesn't wouldn't isn't wasn't hadn't haven't".split()
)
"""What may stand between a subject and its verb."""

DAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sept oct nov dec".split()
)

DETERMINERS: Final = frozenset(
    "the a an his her their its our my this that these those one another some many several few two three four five most "
    "other both all any every each no more".split()
)
LINKS: Final = frozenset("of for at from with in on to about by under near".split())
"""Prepositions that may stand within a speaker's description: ``a spokesman for the ministry``."""

NOUN_LEADS: Final = DETERMINERS | POSSESSIVES
"""What stands before a noun."""

BREAKS: Final = frozenset(
    "and but or as when while where after before because since if though although that which who whom whose than so yet "
    "whether until once during despite without through between against into over".split()
)
"""What a subject does not reach across."""

JOINTS: Final = LINKS | BREAKS
"""What joins the parts of a sentence."""

NO_NAMES: Final = (
    frozenset(
        "the a an in on at for from by with to of and but or nor so yet if when while where after before because since "
        "though although as that this these those there here what who whom whose which why how he she they it we i you "
        "his her their its our my your not no yes also then now still even just only once one two three four five six "
        "seven eight nine ten some many most several few all both each every any other another such more less much "
        "during despite without through between against into over under above about across among around until unless "
        "whether however meanwhile moreover instead indeed perhaps maybe earlier later last next first second third "
        "recently today yesterday tomorrow tonight asked told said according like unlike given once never always often "
        "let well oh okay do does did is are was were be been has have had will would could should can may might must "
        "speaking citing asking saying calling adding noting following regarding including amid per via photo image "
        "read see watch update breaking video exclusive getty abstract updated".split()
    )
    | DAYS
)
"""Words with a capital at the head of a sentence that are no part of a name."""

TITLES: Final = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sen sen. sens. rep rep. reps. gov gov. gen gen. lt lt. col col. maj. capt capt. adm. "
    "sgt. prof. rev. hon. amb. sir dame lord lady president senator governor secretary representative congressman "
    "congresswoman ambassador general admiral colonel captain major judge justice mayor minister chairman chairwoman "
    "chair speaker professor pastor bishop archbishop cardinal pope king queen prince princess vice prime deputy former "
    "chancellor premier commissioner sheriff officer director leader majority minority attorney counsel spokesman "
    "spokeswoman spokesperson press state senate house foreign defense interior treasury finance chief acting under "
    "assistant attorney-general candidate nominee republican democratic democrat democrats lady first gop conservative "
    "liberal independent u.s. us sergeant lieutenant inspector detective police".split()
)
"""Capitalised words that may stand before a name without being part of it."""

ROLES: Final = frozenset(
    "spokesman spokeswoman spokesperson official officials aide aides adviser advisers advisor advisors senator governor "
    "congressman congresswoman representative president secretary minister ambassador general candidate candidates "
    "nominee strategist strategists consultant pollster analyst analysts expert experts professor lawyer attorney "
    "lawyers director chairman chairwoman chair chief executive ceo officer mayor judge justice leader leaders activist "
    "activists supporter supporters opponent operative operatives source sources manager reporter journalist host anchor "
    "columnist author writer editor commentator historian economist scientist researcher student teacher voter voters "
    "resident man woman father mother son daughter brother sister wife husband friend friends farmer owner founder "
    "billionaire mogul businessman businesswoman developer actor actress comedian singer star veteran delegate delegates "
    "lawmaker lawmakers member members critics critic rivals rival democrat republican democrats republicans pastor "
    "organizer coordinator pundit physician doctor counsel partner fellow scholar frontrunner front-runner hopeful "
    "contender chancellor speaker whip commissioner sheriff agent witness neighbor neighbour person people team group "
    "campaign statement report letter document memo article editorial story release complaint poll study survey network "
    "newspaper paper magazine company agency department ministry office committee commission council court ad sign signs "
    "administration government union website tweet headline captain pilot commander soldier protester protesters crowd "
    "master engineer surveyor inspector nurse fisherman economist chief "
    "moderator interviewer donor donors tycoon envoy diplomat negotiator prosecutor detective pope first lady".split()
)
"""Heads of a description that may speak, whether or not it names anybody."""

RANKS: Final = TITLES | ROLES
"""What somebody is, with or without a name behind it."""

UNNAMED: Final = ROLES | PRONOUNS
"""Who speaks without being named."""

ORGANIZATIONS: Final = frozenset(
    "news post times journal house department committee university party council campaign ministry agency association "
    "institute foundation center centre group company network press court commission union bank fund board bureau "
    "office college school corporation inc inc. corp corp. llc co. ltd ltd. service police senate congress parliament "
    "government administration coalition alliance society church league club team project tribune herald gazette "
    "examiner magazine tv radio today street america states kingdom nations city county state pac action watch force army navy guard corps".split()
)

TITLE_LEADS: Final = frozenset(
    "book novel film movie song show series album play program programme podcast poem documentary sitcom musical "
    "entitled titled magazine blockbuster hit memoir ballad anthem painting game franchise comedy drama sketch "
    "nicknamed aka self-described so-called".split()
)
"""Words before marks that make a title or a name of what stands between them."""

TITLE_FOLLOWERS: Final = frozenset(
    "star show host co-host anchor movie film album song shirts shirt t-shirts t-shirt sign signs hat hats cap caps "
    "banner banners actor actress creator author theme segment podcast series franchise episode trilogy poster posters "
    "button buttons stickers sticker".split()
)

SHE_WORDS: Final = frozenset(
    "mrs mrs. ms ms. miss dame lady congresswoman spokeswoman chairwoman businesswoman woman mother daughter sister wife "
    "actress queen princess".split()
)
HE_WORDS: Final = frozenset(
    "mr mr. sir lord congressman spokesman chairman businessman man father son brother husband actor king prince pastor "
    "bishop archbishop cardinal pope".split()
)

SHE_NAMES: Final = frozenset(
    "hillary michelle melania ivanka sarah elizabeth mary linda susan karen nancy lisa betty sandra ashley kimberly emily "
    "donna carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela anna ruth brenda pamela "
    "nicole katherine samantha christine emma catherine virginia rachel janet maria heather diane julie olivia joyce "
    "victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann anne "
    "sara madison frances kathryn janice jean alice abigail julia judy sophia grace denise amber marilyn danielle theresa "
    "diana jane carly jen jennifer jill jessica kate kellyanne condoleezza madeleine marie claire helen hope elena theresa".split()
)
HE_NAMES: Final = frozenset(
    "donald barack bernie ted marco jeb mike john robert michael william david richard joseph thomas charles christopher "
    "daniel matthew anthony mark steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey "
    "ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick "
    "frank raymond jack dennis jerry tyler aaron jose adam nathan henry peter zachary kyle walter harold ben joe jim tim tom "
    "bill bob dan dave steve chris rick rob ron sam josh jeff greg tony jay ned sean keith roger carl arthur lawrence mitt "
    "mitch newt lindsey rand chuck al rudy antonio carlos juan luis ahmed mohammed ali hassan vladimir francois boris".split()
)
