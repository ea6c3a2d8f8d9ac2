"""Abbreviations, and words that open sentences: they tell whether a full stop ends a sentence.

    "Sen."  stands before a name: no sentence ends there        -> in `BEFORE_NAME`
    "No."   stands before a number, and otherwise it is a word  -> in `BEFORE_NUMBER`
    "Inc."  may end a sentence: the next word decides           -> in `MAY_END`, and "The" is in `OPENERS`

English first, then the common forms of the other languages of Europe. All lists are in lower case, without the last
full stop. Collected from style guides of news agencies, and from what news and web text was parted wrongly at.
"""

BEFORE_NAME = frozenset(
    # English: titles, ranks, offices, saints, places
    "mr mrs ms messrs mx dr drs prof profs gen sen sens rep reps gov govs lt col sgt capt cpl maj cmdr"
    " comdr cdr adm"
    " brig pvt pfc spc ens rev fr hon pres supt insp det atty sec amb cong asst assoc mt ft pt vs v"
    " versus cf eg ie e.g i.e viz ca approx fig figs op incl excl esp"
    # French, German, Dutch
    " mme mmes mlle mlles mgr hr fr frl nr bzw ggf inkl insb evtl vgl sog geb hrsg ca st z.b d.h u.a o.ä"
    " dhr mevr bijv ing"
    # Spanish, Italian, Portuguese
    " sr sra srta sres dra ud uds núm pág págs dn dña sig sigg dott avv on arch exmo"
    # Nordic, Slavic
    " bl.a t.ex f.eks kl dvs np tzw ul prof św im m.in inż mgr hab např tzv č ул им г-н проф акад стр т.е".split()
)

BEFORE_NUMBER = frozenset(
    "no nos n° nº nr p pp pg art arts par para paras ch chap vol vols bk rm apt ext tel fax app ver v"
    " sec secs eq eqs núm"
    " pág abs kap стр № jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs"
    " fri sat sun"
    " c ca est approx lev gen ex deut matt rom cor".split()
)

MAY_END = frozenset(
    # firms and bodies
    "inc co cos corp ltd plc llc llp bros assn assoc dept depts univ govt gov't int'l intl mfg natl bhd pty gmbh"
    # persons and degrees
    " jr sr esq phd ph.d m.d b.a m.a d.d.s ret"
    # times, months, days
    " a.m p.m am pm jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
    # states of the USA, provinces
    " ala ariz ark calif cal colo conn del fla ga ill ind kan kans ky la md me mass mich minn miss mo"
    " mont neb nebr nev"
    " n.h n.j n.m n.y n.c n.d okla ore pa penn r.i s.c s.d tenn tex vt va w.va wash wis wyo ont que alta sask man"
    # streets and measures
    " st ste ave av blvd rd hwy pkwy sq ctr bldg mtn oz lb lbs ft mi min hr hrs sec yr yrs mos mph sq cu"
    " gal deg max"
    # words
    " etc al seq ibid cit misc ed eds tr trans anon ad bc b.c a.d c.e b.c.e"
    # other languages
    " usw mio mrd tsd jh jhd chr ecc itd itp osv t.d т.д т.п г гг др руб коп млн млрд тыс str".split()
)

OPENERS = frozenset(
    "a about according after again all along also although among an and another any anyone are as asked"
    " at back because"
    " before both but by can could critics despite did do does during each earlier either even every"
    " everyone few finally"
    " first for former from further get go had has have he her here his how however i i'd i'll i'm i've"
    " if in indeed"
    " instead is it it's its it'll just last later let let's like many maybe meanwhile more moreover"
    " most much my neither"
    " never nevertheless next no nobody none nor not nothing now of officials often oh on once one only"
    " or other others"
    " our over people perhaps please police prior rather recently same second several she she's should"
    " similarly since so"
    " some someone sometimes soon still such that that's the their then there there's therefore these they they'll"
    " they're they've this those though through thus to today together tomorrow too two under unless"
    " unlike until upon"
    " was we we'd we'll we're we've well were what what's when where whether which while who why with"
    " within without"
    " would yes yesterday yet you you'll you're your"
    # French, German, Spanish, Italian, Portuguese, Dutch
    " ce cela ces cette dans elle elles il ils je l'on le les leur lors mais nous on or pour selon son"
    " sur un une aber"
    " auch bei das dem den der des die diese dieser doch ein eine er es ihr im ist nach sie und wie wir"
    " al como con cuando"
    " de del el ella ellos en entre esta este la las lo los no para pero por se según sin su también una"
    " y è gli ma nel"
    " nella per però secondo sono um uma os as não em mas seu sua het een hij zij maar".split()
)

NAMES_TOO = frozenset("a an can do he her i in la le my no or pa so to two will may see sun an al el de ma".split())
"""Openers that are also names, initials or particles: after an initial they tell nothing ("George F. Will")."""

WORDS_TOO = frozenset(
    "ad am arch as au con deg del det don es exp fig gal gov hon ill im in ind inf is man mar mass may"
    " me mi min miss mos"
    " on ore pa par pres prop rep rom sat sen sun tel um ver wash wed".split()
)
"""Abbreviations that are words when they are written in lower case."""

_NOT_AFTER_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january"
    " february march april may"
    " june july august september october november december et est edt ct cst cdt mt mst mdt pt pst pdt"
    " gmt utc bst cet"
    " eastern central mountain pacific atlantic greenwich local eat ist jst".split()
)

TIMES = {"a.m": _NOT_AFTER_TIMES, "p.m": _NOT_AFTER_TIMES}
"""Abbreviations of the hour, each with the words that go on after them: "at 5 p.m. Monday", "at 5 p.m. EST"."""
