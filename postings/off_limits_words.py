"""Private matters as lists of words, in English and Dutch; postings/off_limits.py asks, off_limits_frames.py says how.

Written as questions read after `plain()`: lower case, no accents, no punctuation ("what's" is "what s"). Words are divided
by `|`; `*` stands for any letters. A topic has several lists, because the same word is harmless in one place and private in
another ("family medicine", "your family"):

    says_it   enough wherever it stands                                    "date of birth", "payslip"
    subject   enough when the question speaks to the person                "spouse", "headscarf"
    maybe     the same, but openings of hospitals speak of it too: a doubt   "children", "church"
    own       only as something the person has: "your …", "do you have …"    "health", "partner"
    being     only as something the person is: "are you …"                 "single", "fit"
    doing     only as something the person does: "do you …"                "smoke", "pray"

`says_it`, `subject` and `maybe` do not count in a question about the work (off_limits_frames.WORK): openings here are about
health, children and faith, and most questions with such words ask what somebody made.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concepts:
    """`subject` and `maybe` count only beside a word of `when`, if there are any. `bare` is the whole text, like a field."""

    says_it: str = ""
    subject: str = ""
    maybe: str = ""
    when: str = ""
    own: str = ""
    being: str = ""
    doing: str = ""
    bare: str = ""


PAY = Concepts(
    says_it=(
        "salary history|pay history|you getting paid|you been getting|you getting per|you getting in your|give you each|give you per|"
        "you make last year|you made last year|wage history|earnings history|remuneration history|income history|payslip*|pay slip*|paystub*|"
        "pay stub*|salary slip*|w 2|tax return|*salarisgeschiedenis|salarishistorie|loonstro*|salarisstro*|loonbrief*|salarisbrief*|"
        "loonspecificatie*|salarisspecificatie*|jaaropgave*|loonverleden|salarisverleden|you earn|you earned|you earning|you been earning|"
        "you were earning|you paid|you being paid|you been paid|you get paid|you got paid|paid you|pay you|pays you|paying you|you were paid|"
        "you take home|you bring home|a raise for you|pay rise for you|how much do you make|how much did you make|how much money do you make|"
        "much are you on|much were you on|make a year|make per year|make an hour|make per hour|make a month|make per month|salary do you have|"
        "salary did you have|salary do you get|salary did you get|you bill|your pay|wage did you|verdien je|verdien jij|verdient u|"
        "verdiende je|verdiende jij|verdiende u|je verdient|je verdiende|jij verdient|u verdient|u verdiende|heb je verdiend|krijg je betaald|"
        "kreeg je betaald|kreeg u betaald|krijg je nu betaald|betaalt je werkgever|betaalde je werkgever|betaal*t je huidige|betaal* je vorige|"
        "je betaald|beur je|salaris had je|salaris heb je|salaris kreeg je|loon had je"
    ),
    subject=(
        "salar*|wage*|pay|payroll|income|earn|earned|earning|earnings|compensation|remuneration|bonus*|hourly rate|day rate|daily rate|"
        "your rate|pay grade|pay scale|*salaris|*salarissen|*loon|*inkomen|verdiensten|verdien*|beloning|betaalt|betaalde|*tarief|trede|bonus|"
        "vakantiegeld|eindejaarsuitkering|take home|bring home|net pay|employer give*|krijg je per|kreeg je per|factureer*|facturee*|"
        "you get paid|better paid|rekende je"
    ),
    maybe=(
        "base|package|money|000|euro|euros|dollar*|bedrag|naar huis|schaal|you receive|you charge|schuift|bankrekening|arbeidsvoorwaarden|"
        "gross|netto|bruto|baan op|verdiend|paid|betaald"
    ),
    when=(
        "now|currently|presently|today|at the moment|at present|right now|nowadays|current|present|existing|last|latest|previous|previously|"
        "the past|past job*|past employer*|past role*|past position*|prior|former|most recent|recent|before|earlier|already|leaving|left|"
        "used to|were you|did you|was your|nu|momenteel|thans|tegenwoordig|op dit moment|vandaag|huidige|huidig|laatste|laatst|laatstverdiende|"
        "vorige|vorig|eerdere|eerder|oude|actuele|vroegere|vroeger|recentste|hiervoor|voordat|daarvoor|afgelopen|kreeg|kreeg je|was je|had je"
    ),
    own=(
        "salary|salaries|wage|wages|income|earnings|compensation|remuneration|paycheck|pay|base pay|*salaris|*loon|inkomen|verdiensten|"
        "jaarinkomen"
    ),
    bare="salary|wage|income|pay|earnings|salaris|loon|inkomen",
)  # fmt: skip
AGE = Concepts(
    says_it=(
        "date of birth|year of birth|month of birth|birth date|birth year|birthdate|birthyear|dob|your age|age group do you|age group are you|"
        "how old are you|how old were you|how old will you|old you are|old you were|applicant s age|candidate s age|what age are you|"
        "what is the age of the applicant|year of graduation|graduation year|graduation date|younger than you|older than you|geboortedatum|"
        "geboortejaar|geboortedag|hoe oud ben*|hoe oud was je|hoe oud word je|hoe jong ben*|oud je bent|oud u bent|jouw leeftijd|je leeftijd|"
        "uw leeftijd|welke leeftijd heb*|leeftijdscategorie val*|examenjaar|jaar van afstuderen|jonger is dan jij|jonger is dan je|"
        "jonger dan jij|jonger dan jou|jonger dan jezelf|ouder dan jij|jeugdloon|jeugdschaal|bouwjaar"
    ),
    subject=(
        "birthday|age category|retire*|pension*|too old|too young|youngest on|youngest in|youngest of|oldest on|oldest in|oldest of|"
        "middle aged|verjaardag|jarig|*pensioen|aow|leeftijdsgroep|leeftijdsklasse|te oud|te jong|de jongste|de oudste|vijftigplus*|50 plus*|"
        "veertiger|vijftiger|dertiger|twintiger|zestiger|babyboomer|millennial|generatie hoor*|generatie ben*|generatie behoor*|je generatie"
    ),
    maybe=(
        "teens|teenager|twenties|thirties|forties|fifties|sixties|candles|kaarsjes|volwassen|secondary school|middelbare school|"
        "which generation|what generation|millennial*|gen z|gen x|boomer*|old enough|young enough|oud genoeg|grandparent*|midlife|year old|"
        "year olds|age group|age range|age bracket|born|geboren|birthdays|decade of life|in de twintig|in de dertig|in de veertig|in de vijftig"
    ),
    own="age|generation|birthday|*leeftijd|verjaardag|bouwjaar",
    being="millennial|boomer|baby boomer|gen z|gen x|young|old|too old|retired|senior citizen|jong|oud|gepensioneerd|bejaard|op leeftijd",
    bare="age|leeftijd|birthday|birthdate|verjaardag|dob",
)  # fmt: skip
HEALTH = Concepts(
    says_it=(
        "sick days|days sick|days of sick leave|medical history|medical record*|medical condition*|health condition*|health problem*|"
        "health issue*|health complaint*|medical problem*|medical issue*|medical reason*|health reason*|preexisting condition*|"
        "pre existing condition*|workers compensation|workers comp|workers s compensation|worker s compensation|workman s compensation|"
        "state of health|how tall are you|you weigh|ziek gemeld|ziek geweest|je ziek|ziekmelding*|ziekteverzuim|ziekteverleden|ziektedagen|"
        "ziektewet|medisch verleden|gezondheidsproblemen|gezondheidsklachten|medische klachten|medische keuring|lichamelijke klachten|"
        "psychische klachten|mentale klachten"
    ),
    subject=(
        "unwell|impairment*|burned out|burnt out|panic attack*|asthma*|insomnia|eating disorder*|mental breakdown|breakdown|nervous breakdown|"
        "operated on|in therapy|prescription*|pills|antidepressant*|drug test|drug use|drink a lot|smoker|smoke|vape|vaping|immuni*ed|"
        "immuni*ation*|covid shot*|flu shot*|bmi|physical condition|physically fit|fit enough|physical limit*|physical or mental|"
        "mental condition|back pain|back problem*|bad back|back trouble|bad knee*|knee or back|good night s sleep|sleep badly|sleep well|"
        "hear well|see well|stress easily|medical file|absences|absenteeism|sick leave|medical leave|phobia*|overspann*|migraine|"
        "operatie gehad|geopereerd|in het ziekenhuis gelegen|ziekenhuis opgenomen|opgenomen geweest|in therapie|onder behandeling|rook je|"
        "rookt u|roker|gevaccineerd|ingeent|inenting*|prik gehaald|coronaprik*|griepprik*|arbeidsongeschikt*|afgekeurd|wia|wao|wajong|"
        "rugklachten|last van je rug|last van je nek|last van stress|rsi|bij een dokter|bij de huisarts|lichamelijk aan|fysiek aan|"
        "lichamelijk in staat|fysieke klachten|hoe fit|gestrest|slaap je|slecht slapen|medisch dossier|bloeddruk|hartklachten|hartproblemen|"
        "ziektebeeld|ziekenhuisopname|rugpijn"
    ),
    maybe=(
        "illness*|ill|sick|sickness|disease*|disabilit*|disabled|allerg*|burnout*|burn out*|burn outs|depress*|anxiety|adhd|autis*|dyslexi*|"
        "epilep*|diabet*|cancer|hiv|surgery|diagnos*|chronic*|drugs|alcohol|vaccin*|covid|long covid|corona|booster*|injur*|weight|medicine|"
        "medicines|stamina|disorder*|pregnan*|smoking|infection*|contagious|counsel*or|hospitali*ed|rehab|addict*|medication*|therapist*|"
        "psychologist*|psychiatrist*|eyesight|recovered|prone to|absent|hearing aid*|wheelchair|handicap*|glasses|heart condition|"
        "heart problem*|blood pressure|migraine*|see a doctor|visit a doctor|see and hear|ziekte*|ziekten|ziek|aandoening*|allergi*|depressi*|"
        "angststoornis*|kanker|epilepsie|diabetes|suikerziekte|astma|diagnose*|chronisch*|psycholoog|psychiater|therapeut|medicijn*|medicatie|"
        "pillen|verslav*|verslaafd|rolstoel|gehoorapparaat|bril|lenzen|beperking*|zwanger*|gewicht|klachten|griep|revalid*|stoornis|fobie|"
        "hernia|blessure*|hersteld|verzuim*|bij de dokter|naar de dokter|zien en horen|thuisgezeten|thuis gezeten"
    ),
    own=(
        "health|mental health|medical background|medical status|health status|condition|physical condition|fitness|weight|height|illness|"
        "disability|doctor|due date|eyesight|back|vaccination status|prik|prikken|*gezondheid|gezondheidstoestand|gezondheidssituatie|gewicht|"
        "lengte|klachten|lichamelijke conditie|conditie|handicap|rug|operatie|medische geschiedenis|medische situatie|medische achtergrond|"
        "medische gegevens|medische toestand"
    ),
    being=(
        "healthy|well|prone to stress|stressed|ill|sick|fit|deaf|blind|expecting|breastfeeding|smoker|vaccinated|in good shape|in good health|"
        "in poor health|on sick leave|sober|overweight|gezond|ziek|doof|slechtziend|slechthorend|in verwachting|dik|te zwaar|mindervalide|"
        "invalide|hiv positive|disabled|gehandicapt|jaar ziek|vorig jaar ziek"
    ),
    doing="smoke|vape|drink|drink alcohol|take drugs|use drugs|take medication|take medicine|take any medication",
    bare="health|disability|disabilities|pregnancy|gezondheid|handicap|ziekteverzuim|zwangerschap|medication",
)  # fmt: skip
FAMILY = Concepts(
    says_it=(
        "marital status|civil status|relationship status|family status|parental status|family situation|home situation|maiden name|"
        "number of children|number of kids|number of dependents|mrs or miss|miss or mrs|married or single|burgerlijke staat|burgerlijke stand|"
        "gezinssituatie|gezinssamenstelling|gezinsplannen|gezinsplanning|thuissituatie|meisjesnaam|kinderwens"
    ),
    subject=(
        "kid|kids|breadwinner|home with the|engagement ring|husband|wife|spouse|fiance*|boyfriend|girlfriend|married|marry|engaged to|cohabit*|"
        "single mom|single mum|single mother|single father|single parent|single dad|dependant*|childcare|child care|babysit*|nanny|"
        "maternity leave|paternity leave|parental leave|start a family|starting a family|raise a family|family plans|family planning|"
        "family obligations|family responsibilities|family commitments|live alone|live with anyone|living together|seeing someone|in laws|"
        "kostwinner|co ouder*|echtgeno*|getrouwd|gehuwd|trouwen|gescheiden|alleenstaand*|vrijgezel|verloofd|samenwon*|samen woon*|"
        "woon je samen|woont u samen|alleenwonend|woon je alleen|kinderopvang|oppas|gastouder|ouderschapsverlof|zwangerschapsverlof|"
        "bevallingsverlof|gezin te stichten|gezin stichten|gezin wil|gezinsuitbreiding|moeder geworden|vader geworden|ouder geworden|"
        "alleenstaande ouder|partnerverlof|heb je kinderen|heb jij kinderen|heeft u kinderen|hebt u kinderen|wil je kinderen|wilt u kinderen"
    ),
    maybe=(
        "child|children|baby|babies|newborn|toddler*|kind|kinderen|kindje|kindjes|peuter*|kleuter*|dependent*|caregiver|caretaker|mantelzorg*|"
        "look* after|live with your|at home who|anyone at home|someone at home|iemand thuis|depend* on you|elderly parent*|aging parent*|"
        "sick parent|zieke ouder*|oude ouder*|daycare|day care|divorc*|scheiding|opvang voor|op komst|avonddienst hebt en|marriage|wedding|"
        "bruiloft|huwelijk|stay at home|trying for a|kleintje*|little ones|bij je ouders|widow*|weduw*|pleegkind*|foster child*|stepchild*|"
        "grandchild*|kleinkind*|roommate*"
    ),
    own=(
        "family|partner|relationship|private life|home life|kids|children|baby|gezin|familie|man|vrouw|man of vrouw|vriend|vriendin|relatie|"
        "thuisfront|ouders|parents|privesituatie|priveleven|marriage"
    ),
    being=(
        "single|a parent|new parent|stay at home|parent|parents|mother|father|mom|mum|dad|in a relationship|engaged|separated|pregnant|zwanger|dating|"
        "ouder|moeder|vader|bezet|verliefd"
    ),
    doing="have children|have kids|have a baby|want children|want kids",
    bare="children|kids|kinderen|married|getrouwd|gezin|husband|wife|gezinssituatie",
)  # fmt: skip
RELIGION = Concepts(
    says_it="religious affiliation|religious background|non believer|nonbeliever|unbeliever|geloofsovertuiging|religieuze achtergrond",
    subject=(
        "creed|denomination|god|pray|praying|baptized|baptised|atheist*|agnostic|sabbath|shabbat|observe lent|kosher|halal|headscarf|hijab|"
        "kippah|yarmulke|turban|easter mass|say grace|place of worship|do you believe$|attend mass|worship|gelovig*|geloofs*|levensovertuiging|"
        "kerkgang*|kerkgenootschap|gemeente lid|bid|bidden|vast je|vast u|vier je kerst|viert u kerst|gedoopt|zondagsrust|zondagsheiliging|"
        "kerkelijk nest|koosjer|keppel*|tulband|in god"
    ),
    maybe=(
        "religion*|religious|faith|church*|mosque|synagogue|temple|parish|congregation|bible|quran|muslim*|islam*|jew|jewish|christian*|"
        "catholic*|protestant*|hindu*|buddhis*|sikh*|mormon*|evangelical|ramadan|religious holidays|spiritual*|spiritual beliefs|yom kippur|"
        "eid|hanukkah|good friday|lent|prayer*|holy days|holy day|holy book|of faith|you believe in|believer|geloof|religie*|godsdienst*|kerk|"
        "kerkelijk*|moskee|synagoge|tempel|parochie|bijbel|koran|moslim*|islamitisch|joods|jood|christen|christelijk*|katholiek*|gereformeerd*|"
        "hervormd*|protestants*|hindoe*|boeddhis*|sikh|sabbat|suikerfeest|offerfeest|spiritueel|spirituele|imam|dominee|predikant|religieuze|"
        "jom kippoer|geloof je in|geloof je|gebed*|waar geloof|hoofddoek*"
    ),
    own="religion|faith|beliefs|belief|creed|church|overtuiging|religie|kerk|geloof|imam|dominee|priest|pastor",
    being=(
        "religious|orthodox|religieus|kerks|bekeerd|christian|catholic|protestant|muslim|jewish|hindu|buddhist|moslim|islamitisch|christen|"
        "christelijk|katholiek|protestants|joods|hindoe|boeddhist"
    ),
    doing=(
        "pray|fast|worship|go to church|believe in god|celebrate christmas|celebrate easter|celebrate eid|celebrate hanukkah|celebrate diwali|"
        "wear a cross|naar de kerk|naar de moskee|naar de synagoge|hoofddoek"
    ),
    bare="religion|faith|geloof|religie|godsdienst|levensovertuiging",
)  # fmt: skip
ORIGIN = Concepts(
    says_it=(
        "country of birth|place of birth|city of birth|country of your birth|birthplace|birth place|country of origin|national origin|"
        "ethnic background|ethnic origin|ethnic group|mother tongue|native language|native tongue|first language|skin color|skin colour|"
        "geboorteplaats|geboorteland|moedertaal|migratieachtergrond|etnische achtergrond|land van herkomst|huidskleur|verblijfsstatus|"
        "immigration status"
    ),
    subject=(
        "ancest*|naturali*ed|originally from|where are you from|where do you come from|did you grow up|country are you from|"
        "country do you come from|you born in the|you born in|you born outside|you born abroad|your family from|your parents from|"
        "your parents born|etnici*|afkomst|allochtoon|autochtoon|oorspronkelijk vandaan|kom je vandaan|komt u vandaan|ouders vandaan|"
        "familie vandaan|uit welk land|waar ben je geboren|waar bent u geboren|waar opgegroeid|land ben je geboren|in nederland geboren|"
        "buiten nederland geboren|staatsburger*|where were you born|where are you born|where you were born|country were you born|"
        "city were you born|town were you born|state were you born|you born here|born and raised|geboren en getogen|waar je geboren|"
        "waar u geboren|stad ben je geboren|plaats ben je geboren|land bent u geboren|stad bent u geboren|plaats bent u geboren|hier geboren"
    ),
    maybe=(
        "immigrant|foreigner|refugee|etnische|vluchteling|buitenlander|passport|paspoort|ethnic*|nationalit*|nationaliteit*|herkomst|"
        "citizenship"
    ),
    own="nationality|citizenship|ethnicity|race|ancestry|accent|passport|ras|roots|culturele achtergrond|paspoort",
    being=(
        "us citizen|u s citizen|american citizen|dutch citizen|eu citizen|citizen|american|black|white|hispanic|latino|latina|asian|arab|"
        "caucasian|african american|native american|biracial|nederlander|nederlandse|marokkaan*|turk|turks|turkse|surinaams|surinamer|"
        "surinaamse|migrant"
    ),
    doing="identify as black|identify as white",
    bare="nationality|ethnicity|race|citizenship|birthplace|nationaliteit|afkomst|herkomst|moedertaal|geboorteplaats",
)  # fmt: skip
PRIVATE = Concepts(
    says_it=(
        "sexual orientation|sexual preference|gender identity|union membership|political views|political party do you|party did you vote|"
        "you vote for|seksuele geaardheid|seksuele voorkeur|seksuele orientatie|genderidentiteit|politieke voorkeur|politieke overtuiging|"
        "op welke partij|op wie stem|op wie heb je gestemd|stem je|je gestemd|val je op mannen|val je op vrouwen"
    ),
    subject=(
        "heterosexual|homosexual|straight or gay|gay or straight|geaardheid|homoseksueel|man of een vrouw|man or a woman|what gender|"
        "which gender|what sex|welk geslacht|union member|member of a union|politically active|politiek actief"
    ),
    maybe=(
        "lgbt*|transgender|lesbian|bisexual|trade union|labor union|labour union|a union|vakbond*|vakvereniging|politieke partij|"
        "political party|hetero*|biseksueel|lesbisch|seksualiteit|sexuality"
    ),
    own="sex|gender|sexuality|politics|pronouns|geslacht|geaardheid|politieke kleur|politieke mening",
    being=(
        "gay|lesbian|straight|trans|queer|male|female|a man|a woman|man|woman|republican|democrat|socialist|conservative|liberal|unionized|"
        "homo|lesbienne|bi|vrouw|links|rechts|hetero"
    ),
    doing="identify as|vote",
    bare="gender|sex|geslacht|sexuality|geaardheid|union|vakbond",
)  # fmt: skip
