"""The phrasings that postings/off_limits.py knows, in English and Dutch, on text without accents and punctuation.

A pattern names the person asked ("your", "are you", "heb je"), because the subject alone is what many openings here are
about: health, children, age groups. Between such words only a closed list may stand ("any", "chronic"), so that "do you
have experience with mental health campaigns" is not "do you have a mental health problem".
"""

Patterns = tuple[str, ...]

YOU = r"(?:je|jij|jou|u|jullie)"
YOUR = r"(?:je|jouw|uw)"
BE = r"(?:ben|bent|was|waart|zijn)"
HAVE = r"(?:heb|hebt|heeft|had|hebben)"
NOW = r"(?:now|currently|presently|today|at the moment|at present|right now|nowadays)"
NU = r"(?:nu|momenteel|thans|tegenwoordig|op dit moment|vandaag)"
FORMER = r"(?:current|currently|present|existing|last|latest|previous|past|prior|former|most recent|recent|final|old)"
VROEGER = (
    r"(?:huidige?|laatste?|laatstverdiende?|vorige?|eerdere?|oude|actuele|tegenwoordige|vroegere?|recentste)"
)
WAGE = r"(?:salary|salaries|pay|wages?|compensation|income|earnings|remuneration|hourly rate|day rate|payslips?|pay ?stubs?|pay package|salary package|bonus|paycheck)"
LOON = r"(?:\w*salaris|\w*loon|inkomen|jaarinkomen|beloning|verdiensten?|uurtarief|dagtarief|bruto|netto|loonstrook|loonstrookje)"
SOME = r"(?:(?:any|a|an|some|the|chronic|long term|serious|physical|mental|medical|health|known|other|or|and|ongoing|recurring|severe|longstanding|current|past)\s)*"
EEN = r"(?:(?:een|de|nog|al|ook|ooit|wel|eens|weleens|eerder|soms|momenteel|nu|chronische?|ernstige|lichamelijke|geestelijke|psychische|medische|langdurige|of|en|last|van|zelf|thuis|toevallig|jonge|kleine|schoolgaande)\s)*"
ILLNESS = r"(?:disabilit(?:y|ies)|disabled|illness(?:es)?|sickness|diseases?|conditions?|impairments?|handicaps?|allerg(?:y|ies)|(?:medical|health|back|heart|mental health|physical) (?:conditions?|problems?|issues?|complaints?|limitations?|history)|burn ?out|depression|anxiety|cancer|hiv|diabetes|epilepsy|adhd|autism|surgery)"
ZIEKTE = r"(?:ziektes?|ziekten|aandoening(?:en)?|beperking(?:en)?|handicaps?|klachten|gezondheidsklachten|gezondheidsproblemen|rugklachten|allergie(?:en)?|burn ?out|depressie|kanker|hiv|diabetes|epilepsie|adhd|autisme|overspannen)"

PAY: Patterns = (
    rf"\b{FORMER} (?:(?:or|and|{FORMER}|base|basic|total|gross|net|annual|yearly|monthly|hourly|job|role|position|employer|\d+|two|three|six|few|months|years|s) ){{0,4}}{WAGE}\b(?! per)",
    r"\b(?:salary|pay|wage|wages|compensation|income|earnings?) (?:history|slips?|stubs?|records?)\b|\bw 2\b|\bpayslips?\b",
    rf"\b(?:what|how much|how many) (?:\w+ ){{0,2}}(?:are|were|have) you (?:{NOW} )?(?:been )?(?:earning|making|paid|being paid|getting paid)\b",
    rf"\b(?:what|how much) (?:do|did|does|have) you (?:{NOW} )?(?:earn|earned|get paid)\b",
    rf"\bhow much (?:money )?(?:do|did) you (?:{NOW} )?make\b",
    rf"\bwhat (?:do|did) you (?:{NOW} )?make(?: {NOW}| (?:in|at) your| (?:a|per) (?:year|month|hour))?$",
    r"\byour (?:own )?(?:(?:base|gross|net|annual|monthly|total) )?(?:salary|wages?|income|earnings)\b(?! (?:expectations?|expected|range|requirements?|wish|wishes|goals?|idea|indication|ask|demands?|claim)\b)",
    r"\b(?:job|employer|position|role|company) (?:pay|paid|pays|paying) you\b|\bwhat did your (?:last|previous|current|old) \w+ pay\b",
    rf"\b(?:are|were) you (?:{NOW} )?(?:paid|earning|making) (?:more|less|at|above|below|now)\b",
    rf"\b{VROEGER} (?:(?:bruto|netto|vaste|totale|of|en|\w*baan|functie|werkgever|werk|drie|twee|\d+) ){{0,3}}{LOON}\b",
    rf"\b(?:wat|hoeveel) (?:\w+ )?verdien(?:t|de|den|d)? {YOU}\b(?! graag)|\b(?:wat|hoeveel) {HAVE} {YOU} (?:\w+ ){{0,3}}verdiend\b",
    rf"\b(?:wat|hoeveel) (?:krijg|kreeg|krijgt) {YOU} (?:\w+ ){{0,3}}(?:betaald|per uur|per maand)\b|\b(?:wat|hoeveel) betaal(?:t|de) (?:je|jouw|uw) (?:\w+ )?werkgever\b",
    rf"\b{YOUR} (?:eigen |bruto |netto |vaste )*(?:\w*salaris|\w*loon|inkomen|verdiensten)\b(?! (?:wens|verwachting|eis|indicatie)\b)",
    r"\b(?:salaris|loon)(?:geschiedenis|historie|strook|strookje|stroken|strookjes|specificatie|verleden)\b|\bjaaropgaven?\b",
    rf"\b{WAGE} (?:in|at|of|for|with|from|before|did you|have you|do you|had you)(?: \w+)? (?:{FORMER} (?:job|position|role|employer|work)|before|have now|get now|had|receive now)\b",
    rf"\byour (?:\w+ )?pay (?:for|in|at|with) (?:\w+ )?{FORMER}\b|\b(?:take home|bring home|paid) (?:\w+ ){{0,4}}(?:present|current|last|previous) (?:job|employer|position|role)\b|\b(?:what|which) (?:salary|pay|wage) (?:did|do) you (?:have|get|receive|earn)\b",
    rf"\b(?:welk|wat voor) (?:\w*salaris|loon|inkomen|uurtarief) (?:had|heb|hebt|kreeg|krijg|ontving|ontvang|verdien|verdiende) {YOU}\b(?! in gedachten| voor ogen)",
    r"\bhow much are you on\b|\bwhat (?:you were|you are|were you|are you) (?:\w+ )?(?:earning|paid)\b|\bwhat you (?:earn|earned)\b",
    rf"\b{WAGE} (?:are|were) you leaving\b|\bdo you (?:{NOW} )?(?:earn|make) (?:more|less) than\b|\bdo you (?:earn|make) (?:\w+ ){{1,4}}{NOW}$",
    rf"\b{LOON} dat {YOU} {NU} (?:krijgt|verdient|hebt)\b|\b(?:verdien|verdient|verdiende) {YOU} (?:{NU} )?(?:meer|minder|boven|onder)\b|\b(?:krijg|krijgt|verdien|verdient|{HAVE}) {YOU} {NU} (?:\w+ ){{0,3}}{LOON}\b",
)
AGE: Patterns = (
    r"\bhow old (?:are|were) you\b|\b(?:your|what|applicants?|candidates?) (?:current |exact )?age\b(?! (?:groups?|ranges?|brackets?) (?:have|did|do you (?:write|make|reach|know|target)|are you used|is your (?:audience|channel)))(?! appropriate)",
    r"\bage (?:group|range|bracket|category) (?:are you|do you (?:belong|fall)|you (?:are|belong|fall))",
    r"\b(?:date|year|month|day) of (?:your )?birth\b|\bbirth ?(?:date|day|year)\b|\b(?:when|what year|which year|what date) (?:were|was) you born\b|\byou born (?:in|before|after) (?:\d|the (?:\d|sixties|seventies|eighties|nineties))",
    r"\bare you (?:(?:currently|still|already) )?(?:under|over|above|below|younger than|older than|between|past) (?:the age of )?(?!(?:16|18|21)\b)\d+(?! (?:miles|km|minutes|kilometers|hours|followers)\b)",
    r"\bare you (?:at least|at most|not older than) (?!(?:16|18|21)\b)\d+ years old\b|\bhow many years (?:until|till|before) (?:you |your )?retire",
    r"\b(?:when|what year|which year|what date) did you (?:graduate|finish|leave|complete) (?:from )?(?:high school|school|college|university)\b|\b(?:graduation|high school) (?:year|date)\b|\bwhen (?:do|will|are) you (?:plan to |planning to |going to |want to |expect to )?retir",
    r"\b(?:which|what) generation (?:are you|do you)\b|\bare you (?:a )?(?:millennial|boomer|baby boomer|gen z|young|old|too old)\b",
    rf"\bhoe oud (?:{BE}) {YOU}\b|\b{YOUR} (?:huidige |exacte )?leeftijd\b|\bgeboorte(?:datum|jaar|dag)\b|\bverjaardag\b",
    rf"\b(?:wanneer|welk jaar|welke dag|welke maand) {BE} {YOU} geboren\b|\b{BE} {YOU} (?:al )?(?:jonger|ouder) dan (?!(?:16|18|21)\b)\d+|\b{BE} {YOU} (?:tussen|boven|onder) de \d+",
    rf"\bleeftijds(?:categorie|groep|klasse) (?:val|behoor|hoor|zit|{BE}|valt|behoort) {YOU}\b|\bmet (?:vervroegd )?pensioen\b",
    rf"\b(?:welk jaar|wanneer) (?:{HAVE}|{BE}) {YOU} (?:(?:je|jouw|uw|de|het|van|naar) )*(?:middelbare school|school|opleiding|havo|vwo|vmbo|studie|universiteit|hogeschool|afgestudeerd|geslaagd)|\bexamenjaar\b|\bjaar van afstuderen\b",
    r"\byears (?:\w+ ){0,4}(?:until|till|before|to) (?:your )?(?:retirement|you retire|pension)\b|\bare you (?:close to|near) retirement\b",
    rf"\b{BE} {YOU} jarig\b|\bhoe lang (?:nog )?tot (?:je|jouw|uw) pensioen\b",
    r"\byour (?:year|date) of graduation\b|\byear of graduation\b",
    rf"\bwelke leeftijd {HAVE} {YOU}\b|\b(?:je|jouw|uw) bouwjaar\b",
    r"\bdob\b",
    rf"\b{BE} {YOU} geboren (?:na|voor|in) \d|\bgeboren bent (?:na|voor|in) \d",
)
HEALTH: Patterns = (
    r"\b(?:are|were) you (?:(?:currently|often|ever|now|physically|fully|chronically|or|a) )*(?:pregnant|disabled|handicapped|healthy|sick|ill|vaccinated|unvaccinated|immunized|deaf|blind|autistic|hiv positive|in good health|in poor health|in good shape|expecting|breastfeeding|on medication|on sick leave|smoker|under treatment|under a doctor)\b",
    rf"\b(?:do|did|does) you (?:{NOW} )?(?:have|suffer from|live with) {SOME}{ILLNESS}\b(?! (?:experience|content|skills?|campaigns?|communication|writing|in mind|related|awareness)\b)",
    rf"\bhave you (?:ever )?(?:had|been|suffered|experienced|undergone) (?:from )?(?:a patient|hospitali[sz]ed|diagnosed|treated for|on sick leave|off sick|ill|sick|pregnant|vaccinated|disabled|{SOME}{ILLNESS}\b)(?! (?:campaign|awareness|content)\b)",
    r"\bsick (?:days?|leave) (?:did|do|have|were|are) you\b|\b(?:days|often|many times|times) (?:were|are|have|did) you (?:been )?(?:sick|ill|off sick|absent due|absent because of illness|call in sick)\b|\byour (?:sick leave|sickness|absenteeism|sick days)\b",
    r"\byour (?:(?:current|general|overall|own|physical|mental|personal|and) )*(?:health|medical (?:history|condition|status|record|records|background)|medications?|disabilit(?:y|ies)|illness|health (?:status|condition|history|problems?|issues?)|physical condition|vaccination status|pregnancy|weight|height|due date)\b(?! (?:communications?|campaigns?|content|writing|care|system|work|experience|portfolio|marketing|education|literacy|messages?|posts|background|training|channels?|topics?|sector|stories|story|information|knowledge|degree|promotion|journalism|program)\b)",
    r"\b(?:do|did|are) you (?:ever |currently |regularly )?(?:take|taking|use|using|need|on)(?: any| prescription| regular)* (?:medications?|medicines?|drugs|prescriptions?|pills)\b|\bdo you (?:ever |currently |regularly )?(?:smoke|vape|drink(?: alcohol)?)$",
    r"\bworkers?(?: s)? compensation claim\b|\bpre ?existing (?:medical )?conditions?\b|\bhow (?:is|are) your (?:mental |physical )?(?:health|back)\b|\bhow much do you weigh\b|\bhow tall are you\b",
    r"\b(?:planning|trying|plan|hope|want|intend|going|thinking of|likely) (?:to (?:become|get|be)|on becoming|on getting|becoming|getting) pregnant\b|\bhow many months pregnant\b|\bdo you see a (?:therapist|psychologist|psychiatrist|doctor)\b|\bmaternity leave (?:soon|planned|coming)\b|\bexpecting a (?:baby|child)\b",
    rf"\b{BE} {YOU} (?:(?:nu|wel|eens|weleens|ooit|vaak|momenteel|chronisch|lichamelijk|geestelijk|volledig|al|of|helemaal|gedeeltelijk|een|nog|langdurig) )*(?:zwanger|gezond|ziek|gehandicapt|invalide|arbeidsongeschikt|afgekeurd|gevaccineerd|ingeent|overspannen|in verwachting|doof|blind|ziek geweest|opgenomen geweest|roker|fit)\b",
    rf"\b{HAVE} {YOU} {EEN}{ZIEKTE}\b|\b{HAVE} {YOU} (?:ooit |eerder |wel eens )*(?:een )?(?:psycholoog|psychiater|operatie)\b",
    rf"\bhoe (?:vaak|lang) (?:{BE}) {YOU} (?:\w+ ){{0,4}}ziek\b|\bziek (?:geweest|gemeld)\b|\b{YOUR} (?:ziekteverzuim|ziekteverleden|ziektedagen|ziekmeldingen|gezondheid|gezondheidstoestand|medicatie|zwangerschap|medische (?:geschiedenis|situatie|achtergrond|toestand|gegevens)|gewicht|lengte|vaccinatiestatus|lichamelijke conditie|geestelijke gezondheid)\b",
    rf"\b(?:gebruik|slik|neem|gebruikt|slikt) {YOU} (?:\w+ )?(?:medicijnen|medicatie|drugs|alcohol|pillen)\b|\b(?:rook|rookt|drink|drinkt) {YOU}(?: alcohol)?$",
    rf"\b(?:zit|zat|{HAVE}|valt|val|krijg) {YOU} (?:\w+ ){{0,3}}(?:wia|wao|wajong|ziektewet|arbeidsongeschiktheidsuitkering)\b|\b(?:zwanger te (?:raken|worden)|zwanger (?:raken|worden))\b",
    r"\b(?:is there|are there|do you know of) (?:any|a) (?:health|medical|physical|mental) (?:\w+ )?(?:problems?|reasons?|conditions?|issues?|limitations?)\b|\b(?:long|longer|extended) sick leave\b",
    r"\b(?:have|did|are) you (?:\w+ ){0,2}(?:had|get|gotten|received|up to date with) (?:\w+ ){0,2}(?:vaccinations?|vaccines?|shots?|boosters?)\b|\byour (?:vaccinations?|vaccines|shots|immuni[sz]ations?)\b",
    rf"\b{YOUR} (?:\w+ )?(?:vaccinatie|vaccinaties|prik|prikken)\b|\b{HAVE} {YOU} (?:\w+ ){{0,3}}(?:vaccinatie|vaccinaties|prik|prikken|inenting|inentingen) (?:gehad|gehaald)\b",
    r"\b(?:see|visit|under the care of) (?:a |your )?(?:doctor|therapist|psychologist|specialist) (?:often|regularly|frequently)\b|\bback (?:pain|trouble|injury)\b",
    rf"\b{HAVE} {YOU} (?:\w+ )?last van {YOUR} (?:rug|nek|gewrichten|stress)\b|\b{BE} {YOU} (?:\w+ )?onder (?:medische )?behandeling\b",
)
FAMILY: Patterns = (
    r"\b(?:are|were) you (?:(?:currently|now|still|happily|legally|or|a|an|ever) )*(?:married|single|divorced|engaged to|widowed|separated|in a relationship|living together|cohabiting|parent|mother|father|mom|mum|dad|single parent|single mother|sole caregiver|caregiver at home)\b(?! (?:handed|handedly|source|page|post|message)\b)",
    r"\b(?:do|did) you (?:currently |already )?have (?:(?:any|young|small|little|a|or|at home|school age|grown) )*(?:kids?|child|babies|baby|dependents?|dependants?|husband|wife|spouse|boyfriend|girlfriend|babysitter|child ?care|fiance)\b(?! s\b)(?! (?:content|health|life|friendly|channel|audience)\b)",
    r"\b(?:do|did) you (?:currently |already )?have (?:(?:any|young|small|or) )*children\b(?! s\b)(?! (?:as (?:an |your )?audience|in (?:your )?(?:videos|content|photos)))",
    r"\b(?:do|did) you (?:currently )?have (?:a |your )?(?:partner|family)(?:$| (?:or|and|with|at home|to (?:care|look)|who|living|obligations|responsibilities|commitments|plans)\b)",
    r"\b(?:plan|planning|want|wish|hope|hoping|intend|intending|going|like|expect|thinking|hoping|wishing|ready) (?:to |on |of |about |for )?(?:have |having |start |starting |get |getting |more )*(?:a |any |more )?(?:kids?|children|babies|baby|family|married)\b(?! (?:s|content|health|medicine|stories|practice|physicians?|hospital|campaign|as)\b)",
    r"\bhow many (?:kids|children|dependents|dependants) (?:do|have|are) (?:you|there at home)\b|\bnumber of (?:your )?(?:kids|children|dependents|dependants)\b|\bages? of your (?:kids|children)\b",
    r"\b(?:marital|family|civil|relationship|parental) (?:status|situation)\b|\bmaiden name\b|\byour (?:husband|wife|spouse|kids|fiance|marriage|child ?care|babysitter|family (?:plans?|planning|life|obligations|situation|responsibilities))\b|\byour partner (?:do|does|work|works|earn|think|agree|support)|\bdoes your partner\b|\byour children(?! s\b)",
    r"\bchild ?care (?:arranged|arrangements?|responsibilities|problems)\b|\b(?:arranged|arrange|have|need) child ?care\b|\bmarried or single\b|\bcare for (?:a |your )?(?:kids|children|parents?|relatives?|family members?) at home\b",
    rf"\b{BE} {YOU} (?:(?:nu|al|ooit|momenteel|gelukkig|wettelijk|of|een) )*(?:getrouwd|gehuwd|samenwonend|gescheiden|alleenstaand|alleenstaande|vrijgezel|single|verloofd|weduwe|weduwnaar|moeder|vader|mantelzorger)\b|\b{BE} {YOU} (?:een )?ouder$",
    rf"\b{HAVE} {YOU} {EEN}(?:kinderen|kind|kids|gezin|partner|relatie|echtgenoot|echtgenote|vriendin|kinderwens|oppas|kinderopvang|baby)\b(?! (?:als|in beeld|in je|op|organisatie)\b)",
    rf"\b(?:wil|wilt|ga|gaat|denk|denkt) {YOU} (?:(?:later|nog|ooit|binnenkort|meer|graag|over|aan|een|te|ook) )*(?:kinderen|gezin|kind|trouwen|samenwonen)\b(?! (?:als|filmen|interviewen|bereiken|fotograferen|leren)\b)",
    rf"\bhoeveel kinderen\b|\bburgerlijke (?:staat|stand)\b|\bgezins(?:situatie|plannen|planning|samenstelling|leven)\b|\bthuissituatie\b|\bmeisjesnaam\b|\b{YOUR} (?:eigen )?(?:kinderwens|gezin|man|vrouw|echtgenoot|echtgenote|kinderopvang|oppas|huwelijk)\b|\b(?:jouw|uw|met je|voor je|van je|over je) kinderen\b(?! als)|\b(?:doet|werkt|vindt|verdient) {YOUR} partner\b",
    rf"\b(?:regel|regelt|{HAVE}) {YOU} (?:\w+ ){{0,2}}(?:kinder)?opvang\b|\bkinderopvang (?:geregeld|nodig)\b|\b(?:gezin te stichten|gezin stichten|kinderen te krijgen|kinderen krijgen|zorgt voor je kinderen)\b|\bwie (?:past|let) op\b",
    r"^(?:any|kids|own) (?:kids|children)(?: at home)?$|\bdo(?:es)? (?:the care of )?your (?:family|children|kids) (?:allow|mind|agree|support|keep)\b",
    r"\b(?:staat|steunt|is|vindt|gaat|werkt|wil) (?:je|jouw|uw) (?:partner|gezin|man|vrouw)\b",
    r"\bhave you got (?:any )?(?:kids|children|a family|a partner|a husband|a wife)\b|\bare you engaged$|\bhow old are your (?:kids|children)\b",
    rf"\bhoe oud zijn {YOUR} kinderen\b|\b{HAVE} {YOU} (?:\w+ )?een (?:vaste|nieuwe|stabiele) (?:relatie|partner|vriend|vriendin)\b",
    rf"\b(?:met wie|hoe) woon(?:t)? {YOU}\b|\b(?:woon|woont) {YOU} (?:\w+ )?(?:samen|alleen)\b",
)
RELIGION: Patterns = (
    r"\byour (?:own |personal )?(?:religion|faith|religious (?:beliefs?|affiliation|background|views?|practice)|church|mosque|synagogue|creed|denomination)\b|\b(?:what|which) (?:religion|faith|church|mosque|denomination) (?:are|do) you\b",
    r"\bare you (?:(?:a|an|practi[sc]ing|devout|active|or|very) )*(?:christian|catholic|protestant|muslim|islamic|jewish|hindu|buddhist|sikh|mormon|atheist|religious|baptist|evangelical|believer|churchgoer)\b",
    r"\bdo you (?:ever |regularly |still )?(?:go to|attend|visit|belong to) (?:a |any |the )?(?:church|mosque|synagogue|temple)\b|\bdo you (?:believe in god|pray|fast|follow a religion|practi[sc]e (?:a|any) (?:\w+ )?religion)\b|\b(?:church|mosque|synagogue|temple) (?:do|are) you\b",
    r"\b(?:religious )?holidays (?:do|would|will) you (?:observe|celebrate|keep)\b|\b(?:observe|keep) (?:the )?(?:sabbath|ramadan)\b|\b(?:do|will) you wear (?:a )?(?:headscarf|hijab|turban|kippah|cross|yarmulke)\b|\byour religious holidays\b",
    rf"\b{YOUR} (?:eigen )?(?:geloof|religie|godsdienst|geloofsovertuiging|levensovertuiging|kerk|moskee)\b|\bwelke? (?:geloof|religie|godsdienst|kerk|geloofsovertuiging) (?:{HAVE}|hang|belijd|ga|bezoek|hoor|volg|behoor)\b|\bwelk geloof\b",
    rf"\b{BE} {YOU} (?:(?:een|praktiserend|praktiserende|of) )*(?:gelovig|gelovige|christen|christelijk|katholiek|protestants?|gereformeerd|hervormd|moslim|moslima|islamitisch|joods|hindoe|boeddhist|religieus|atheist)\b",
    rf"\b(?:ga|gaat) {YOU} (?:\w+ )?naar (?:de|een) (?:kerk|moskee|synagoge|tempel)\b|\b(?:geloof|gelooft) {YOU} in god\b|\b(?:bid|bidt|vast) {YOU}\b|\b(?:draag|draagt) {YOU} (?:een )?(?:hoofddoek|hijab|keppel|keppeltje|kruis|tulband)\b|\bmee aan de ramadan\b|\b(?:vier|viert) {YOU} (?:\w+ )?(?:ramadan|kerst|pasen|suikerfeest)\b",
    r"\b(?:do|will) you (?:attend|go to|hold) (?:mass|services|prayers|worship)\b",
    r"\bdo you celebrate (?:christmas|easter|ramadan|eid|hanukkah|diwali)\b",
    rf"\b(?:hang|hangt|belijd|belijdt) {YOU} (?:een |welk |het )*(?:\w+ )?(?:geloof|religie|godsdienst)\b",
)
ORIGIN: Patterns = (
    r"\bwhere (?:are|do|were) (?:you|your (?:parents|family|ancestors)) (?:really |originally )?(?:from|come from|born)\b|\b(?:country|place|city) of (?:your )?birth\b|\bbirth ?place\b",
    r"\byour (?:(?:own|native|racial|ethnic|national|and|country of) )*(?:nationality|citizenship|ethnicity|race|ethnic (?:background|origin|group)|national origin|native (?:language|tongue|country)|mother tongue|first language|skin colou?r|accent|ancestry|ethnic|passport|immigration status)\b|\b(?:what|which) (?:nationality|race|ethnicity|citizenship|ethnic group) (?:are|do)\b",
    r"\bare you (?:(?:a|an|of|originally|really) )*(?:(?:us|u s|american|dutch|eu|european|british|german|mexican|canadian) (?:citizen|national|born)|citizen|immigrant|foreigner|hispanic|latino|latina|black|white|caucasian|african american|native american|asian|arab|refugee|biracial)\b(?! (?:journalist|owned)\b)|\bwhat (?:is your|s your) (?:native|mother|first) (?:language|tongue)\b",
    rf"\bwaar kom(?:t|en)? (?:{YOU}|(?:je|jouw|uw) (?:ouders|familie)) (?:\w+ )?vandaan\b|\bwaar {BE} (?:{YOU}|(?:je|jouw|uw) ouders) geboren\b|\bgeboorte(?:plaats|land)\b",
    rf"\b{YOUR} (?:etnische |culturele )?(?:nationaliteit|afkomst|herkomst|etniciteit|achtergrond etnisch|ras|huidskleur|moedertaal|roots|staatsburgerschap|paspoort|verblijfsstatus)\b|\bwelke nationaliteit(?:en)?\b",
    rf"\b{BE} {YOU} (?:een |van )*(?:nederlander|allochtoon|autochtoon|buitenlander|vluchteling|migrant|marokkaan|marokkaanse|turk|turkse|surinaamse|surinamer|nederlandse afkomst|buitenlandse afkomst)\b",
    r"\b(?:what|which) country (?:are|do) you (?:come )?(?:originally )?from\b|\bwere you born (?:in|outside|abroad)\b|\bis (?:english|dutch|spanish) your (?:first|native|mother|own)\b",
    rf"\buit welk(?:e)? (?:land|streek|cultuur) (?:kom|komt|komen) (?:{YOU}|(?:je|jouw|uw) ouders)\b|\b{HAVE} {YOU} (?:een |de |ook )*(?:\w+ )?(?:nationaliteit|paspoort|migratieachtergrond)\b|\b{BE} {YOU} (?:in|buiten) (?:\w+ ){{1,2}}geboren\b",
    r"\bwhere did you grow up\b|\bwhere is your family from\b",
    rf"\b{YOUR} (?:etnische|culturele|nationale|migratie) ?achtergrond\b",
    rf"\bwelk(?:e)? (?:land|stad|plaats) {BE} {YOU} geboren\b",
)
PRIVATE: Patterns = (
    r"\byour (?:sexual (?:orientation|preference)|sexuality|gender|gender identity|sex)\b|\b(?:what|which) (?:gender|sex) are you\b|\bare you (?:(?:a|an) )?(?:gay|lesbian|straight|bisexual|transgender|trans|queer|heterosexual|homosexual|lgbtq?|man|woman|male|female)\b",
    r"\b(?:are you|have you been|were you)(?: ever| a| an| active| currently| also)* (?:in|part of|member of|members of)(?: a| an| any| the)* (?:trade |labor |labour |workers )?(?:union|political party)\b|\bdo you (?:belong to|support) (?:a |an |any )?(?:trade |labor |labour )?(?:union|political party)\b|\byour (?:political (?:views?|party|beliefs?|affiliation|preference)|union membership|politics)\b",
    r"\b(?:who|what|which (?:party|candidate)) (?:did|do|will|would) you (?:vote|voted)\b|\bare you (?:a )?(?:democrat|republican|socialist|conservative|liberal)\b",
    rf"\b{YOUR} (?:seksuele (?:geaardheid|voorkeur|orientatie)|geaardheid|seksualiteit|gender|genderidentiteit|geslacht|politieke (?:voorkeur|overtuiging|kleur|mening))\b|\b{BE} {YOU} (?:een )?(?:homo|homoseksueel|lesbisch|lesbienne|hetero|heteroseksueel|biseksueel|bi|transgender|trans|man|vrouw)\b|\bval(?:t)? {YOU} op (?:mannen|vrouwen)\b",
    rf"\b{BE} {YOU} (?:ook |actief )?(?:lid|aangesloten|actief)(?: van| bij| in)?(?: een| de)* (?:vakbond|vakvereniging|bond|fnv|cnv|politieke partij)\b|\b(?:lidmaatschap|lid) (?:bij|van) (?:een )?(?:vakbond|politieke partij)\b|\b(?:stem|stemt|stemde) {YOU}\b",
    r"\bdo you identify as\b|\bare you politically\b",
    rf"\b{BE} {YOU} (?:ook )?politiek\b|\b(?:zit|zat) {YOU} (?:ook )?(?:bij|in) (?:een |de )*(?:vakbond|bond|politieke partij)\b",
    r"\bhave you (?:ever )?been (?:a )?(?:union member|member of (?:a |an |any )?(?:trade |labor |labour )?(?:union|political party))\b",
    rf"\b(?:op wie|op welke partij) (?:{HAVE}|stem|stemt) {YOU}\b",
)
# Where the whole question is one of these, it is a field of a form that asks for it.
BARE = {
    "pay": "salary wage income pay earnings salaris loon inkomen",
    "age": "age leeftijd birthday birthdate verjaardag dob",
    "health": "health disability disabilities pregnancy gezondheid handicap ziekteverzuim zwangerschap medication",
    "family": "children kids kinderen married getrouwd gezin husband wife gezinssituatie",
    "religion": "religion faith geloof religie godsdienst levensovertuiging",
    "origin": "nationality ethnicity race citizenship birthplace nationaliteit afkomst herkomst moedertaal geboorteplaats",
    "private": "gender sex geslacht sexuality geaardheid union vakbond",
}
