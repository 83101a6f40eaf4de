"""How signs read in English: (patterns that hit, patterns around a hit that excuse it), on lower case text.

A pattern needs more than its subject: "gift cards" are a hint where somebody shall buy and send them, not in a hospital's
gift shop. Limits and examples: docs/moderators-hints.md.
"""

MONEY = r"(?:us ?|usd ?)?[$€£] ?\d[\d.,]*k?"
MAIL = r"(?:[\w.+-]+@[\w.-]+\.[a-z]+|#email_\w+#?)"
PHONE = r"(?:\+?\(?\d[\d ().-]{6,}\d|#phone_\w+#?)"
MESSENGER = r"(?:whats ?app|telegram|signal|viber|we ?chat|skype|(?:google )?hangouts?|kik|yahoo (?:messenger|im)|google (?:chat|im)|gchat|facebook messenger|messenger|discord|instant messag(?:e|ing)|im|text(?: messages?)?|sms)"
APP = r"(?:whats ?app|telegram|signal|viber|we ?chat|google hangouts?|hangouts|kik|yahoo (?:messenger|im)|gchat|zangi)"
US = r"(?:us|me|him|her|the (?:hiring|hr|recruit\w+|interview\w*|human resources?)(?: \w+){0,2}|our (?:hiring|hr|recruit\w+|human resources?)(?: \w+){0,2}|(?:mr|mrs|ms|dr)\.? \w+(?: \w+)?)"
NEVER = (r"(?:we |will |shall )?never (?:ask|charge|request|need|send)[^.!?]{0,80}", r"(?:do|does|will|shall) not (?:ask|charge|request|require|send|include|need)[^.!?]{0,80}",
         r"(?:don't|won't|doesn't) (?:ask|charge|request|require|send|include|need)[^.!?]{0,80}", r"no (?:application |registration |hidden |upfront )*fees?")  # fmt: skip

SIGNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "asks_money": ((
        r"(?:pay|paying|send|transfer|deposit|cover|charged?|charges|require[ds]?|requires|costs?) (?:\S+ ){0,5}?(?:application|registration|processing|training|enroll?ment|onboarding|background[- ]check|screening|visa|placement|admin|uniform|certification|activation) (?:fees?|costs?|deposits?)",
        rf"(?:application|registration|processing|training|enroll?ment|onboarding|background[- ]check|screening|visa|placement|admin|activation) fees? (?:of|is|:|=|\() ?{MONEY}",
        r"(?:one[- ]time|refundable|nominal|upfront|up-front|start-?up|initial|security) (?:\w+ ){0,2}(?:fee|payment|investment of|deposit of|cost of)",
        r"(?:buy|purchase|order|pay for|obtain) (?:\S+ ){0,4}?(?:training|starter|start-?up|work|welcome) (?:kits?|materials?|packages?|packs?)",
        rf"(?:training|starter|start-?up|welcome) (?:kit|package|pack)s? (?:\S+ ){{0,4}}?{MONEY}",
        r"(?:cheques?|checks?|money orders?) (?:\S+ ){0,6}?(?:to (?:buy|purchase)|for (?:buying|purchasing|the purchase|your (?:equipment|home office|supplies|software|laptop)))",
        r"(?:deposit|cash) (?:\S+ ){0,4}?(?:cheques?|checks?|money orders?) (?:\S+ ){0,4}?(?:your|and (?:send|forward|keep|wire|transfer))",
        r"(?:we|i|company|employer) (?:\w+ ){0,2}(?:send|mail|issue|email) you (?:\S+ ){0,3}?(?:cheque|check|money order)",
        r"(?:buy|purchase|pick up|scratch|redeem|obtain) (?:\S+ ){0,4}?gift ?cards?", r"gift ?cards? (?:codes?|numbers?|pins?)", r"(?:itunes|steam|google play|amazon|vanilla) (?:gift ?)?cards?",
        r"(?:paid|payments?|pay|deposit|send|buy|purchase|salary|fees?|wallet) (?:\S+ ){0,4}?(?:bitcoins?|crypto(?:currency|currencies)?|usdt|ethereum)",
    ), (*NEVER, r"(?:we|hospital|employer) (?:will )?(?:pay|cover|reimburse)s? (?:\S+ ){0,4}?(?:fees?|costs?)", r"(?:conference|licen[sc]e|parking|membership|course|congress|continuing education) (?:\w+ ){0,2}(?:fees?|costs?)", r"(?:fees?|costs?) (?:is|are|will be) (?:paid|covered|reimbursed) by (?:us|the)",
        r"gift ?cards? (?:drive|campaign|raffle|giveaway|donations?|programs?|for (?:patients|donors|winners|followers))")),
    "asks_papers": ((
        r"(?:send|provide|submit|give|include|e-?mail|text|upload|reply with|fill in|share|confirm) (?:\S+ ){0,6}?(?:ssn|social security (?:number|no\b|card|#)|bank (?:account|details?|login|statements?|information|name|card)|credit card|debit card|(?:bank )?account (?:number|details)|routing numbers?|online banking|mother's maiden name|card number)",
        r"(?:copy|copies|scan|scans|photo|photos|picture|pictures|front and back|images?) of (?:\S+ ){0,4}?(?:passports?|driver'?s? licen[cs]es?|id(?: cards?)?|identity (?:cards?|documents?)|identification|social security cards?|bank cards?|credit cards?|utility bills?)",
        r"your (?:ssn|social security number|bank (?:login|log-in|username|password)|online banking|credit (?:score|report))",
        r"(?:need|must have|have|require[sd]?|with) (?:\w+ ){0,3}(?:active |valid |personal |existing |functional )+(?:bank|checking|savings|paypal) accounts?",
        r"(?:passport|driver'?s? licen[cs]e|id card) (?:copy|scan|photo)",
    ), (*NEVER, r"(?:after|once|when|upon) (?:\w+ ){0,4}(?:hired?|hiring|employment|offer|onboarding)[^.!?]{0,80}", r"(?:stock|archive|press|event|campaign) (?:photos?|pictures?|images?) of [^.!?]{0,60}", r"passport to [^.!?]{0,40}")),
    "moves_money": ((
        r"(?:western union|money ?gram)", r"(?:receive|receiving|accept|collect|process|processing) (?:\S+ ){0,4}?(?:payments?|funds?|transfers?|money|donations|cheques?|checks?) (?:\S+ ){0,5}?your (?:own |personal |bank |checking )*account",
        r"(?:forward|transfer|wire|send) (?:\S+ ){0,3}?(?:the )?(?:remaining |rest of the |balance of the )?(?:funds|money|balance|proceeds|remainder)(?! (?:raised|from donors))",
        r"(?:keep|retain|deduct|commission of) (?:\S+ ){0,3}?\d{1,2} ?(?:%|percent) (?:\S+ ){0,4}?(?:payment|transaction|transfer|amount|cheque|check|funds?)s?",
        r"(?:payment|payments|money|fund|funds|transfer|financial) (?:processing |transfer |collection )?(?:agents?|mules?)(?= )", r"your (?:personal |own )?bank account (?:to|for) (?:receive|process|transfer)",
    ), (*NEVER, r"direct deposit[^.!?]{0,60}", r"fund ?rais\w+[^.!?]{0,60}", r"real estate transfer agents?")),
    "scam_trade": ((
        r"(?:mystery|secret) shopp(?:er|ers|ing)", r"re-?ship(?:ping|per|pers|ment)?(?: (?:agent|clerk|manager|packages|coordinator)s?)?", r"(?:receive|inspect|repackage|re-package|forward) (?:\S+ ){0,3}?(?:packages|parcels) (?:\S+ ){0,4}?(?:home|your address|residence)",
        r"(?:envelope|envelopes) (?:stuffing|stuffers?)|stuff(?:ing)? envelopes", r"assembl(?:e|ing) (?:\w+ ){0,3}(?:products|crafts|items|jewelry) (?:at|from) home", r"car wrap(?:ping|s)?(?: advert\w+)?", r"rebate process(?:or|ors|ing)",
        r"(?:post|posting|place|placing) (?:\w+ ){0,3}ads (?:online|on the internet|on craigslist)|ad[- ]posting", r"(?:paid|online|take|taking|complete|completing) (?:\w+ ){0,2}surveys? (?:\w+ ){0,3}(?:for (?:cash|money|pay)|from home|at home|takers?|jobs?)|paid surveys?", r"get paid to (?:shop|drive|surf|click|type|post|text|read e-?mails?)", r"(?:captcha|copy[- ]paste|copy and paste|form filling) (?:entry |typing )?(?:jobs?|work|typing)", r"run (?:my |personal )errands",
    ), (*NEVER, r"(?:manage|commission|run|analy[sz]e|use) (?:\w+ ){0,3}(?:mystery|secret) shopp\w+")),
    "messenger": ((
        rf"(?:contact|text|message|reach|write to|chat with|add|e-?mail|call|ping) {US}(?: \S+){{0,5}}? (?:on|via|by|through|at|over|using) (?:our |my |his |her |the )?{MESSENGER}",
        rf"{APP}(?: number| id| me| us| at| only| on| handle| line)?[ :]{{0,3}}(?:{PHONE}|@\w{{3,}})",
        rf"(?:interviews?|apply|applications?|applying|contact(?: is)?|communication|hiring|onboarding|briefing|available)(?: \S+){{0,6}}? (?:on|via|by|through|over|using) (?:\w+ )?(?:{APP}|skype chat|facebook messenger|text(?: message)?|im|instant messeng\w+|instant messag\w+)",
        rf"(?:text|sms|whats ?app|telegram)(?: \S+){{0,6}}? {PHONE}", rf"(?:(?:call or|call/|or) ?text|text (?:or call|only|us|me))(?: {US})?(?= |[:,.!])", r"text (?:your|the word|\"?\w+\"? to|resume|name)(?= )",
        rf"(?:download|install|set up|create|open)(?: \S+){{0,4}}? {APP}(?: \S+){{0,6}}? (?:add|contact|message|interview|hr|manager|i\.?d)", r"(?:add|buzz|im) (?:up )?(?:\S+ ){0,6}?(?:on|to|via) (?:your )?(?:yahoo|google|gmail|aol|msn|skype|telegram|hangouts?)",
        rf"(?:only|first)(?: contact)? (?:via|by|on|through) {APP}", rf"{APP} only",
    ), (*NEVER, r"(?:patients?|visitors?|followers|famil(?:y|ies)|parents|audience|public|community|clients|citizens|customers|donors|readers)(?: \S+){0,5}? (?:on|via|by|through|over|using) [^.!?]{0,30}", r"signal (?:detection|processing|boost|to noise|strength)\w*",
        r"text (?:the|your|or call)(?= (?:of|for|messages?|line))", r"(?:run|running|manage|managing|launch|lead|build|own|grow|moderate|develop)(?: \S+){0,6}? (?:whats ?app|telegram|signal|messenger|viber)(?: (?:channels?|groups?|strategy|community|broadcasts?|lines?|service|account|chatbot))")),
    "free_mail": ((
        r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|aol|icloud|proton|protonmail|gmx|mail|zoho|yandex|consultant|usa|email|workmail|ziggo|kpnmail|hetnet|xs4all|home|planet)\.(?:com|net|org|me|nl|be|de|co\.uk|ca|ru|in|fr)(?![\w.-]*\w)",
    ), (r"(?:previously|no longer|instead of) \S+",)),
    "easy_money": ((
        rf"(?:earn|earning|make|making|earns|bring home|take home) (?:an? |up to |over |as much as |between |at least |around |about |upwards? of |from |average of |extra |additional |more than |potentially )*{MONEY}",
        r"(?:earn|make|making|earning) (?:\w+ ){0,2}(?:money|cash|thousands|hundreds|a living|extra income|income|residuals?|daily|weekly|big)(?! (?:raising|for (?:the hospital|charity|patients|research)))",
        rf"{MONEY}\+?(?: ?(?:-|–|to) ?{MONEY})?\+? ?(?:/|per|a|an|every|each) ?(?:day|week|wk)", rf"{MONEY}\+?(?: ?(?:-|–|to) ?{MONEY})?\+? (?:daily|weekly|p/w|p\.w\.)",
        r"(?:unlimited|uncapped|limitless|amazing|incredible|huge) (?:income|earnings?|commissions?|earning potential|income potential|growth potential and income)", r"(?:extra|residual|passive|second|six[- ]figure|6[- ]figure|executive[- ]level|additional|supplemental|supplement your|immediate) (?:\w+ )?(?:income|cash|money)",
        r"income (?:potential|opportunit(?:y|ies))", r"(?:financial|time) (?:freedom|independence)|financially (?:free|independent)", r"be your own boss|(?:become|being) your own boss|work for yourself|own your own business|control (?:of )?your (?:own )?(?:hours|income|future|destiny)",
        r"(?:get|getting|be) paid (?:daily|weekly|cash|every (?:day|week|friday)|same day|today|instantly)", r"(?:quit|leave|replace) your (?:day |current |full[- ]time )?(?:job|income)", r"(?:easy|quick|fast|serious|good|great|real) (?:money|cash)(?= )", r"guaranteed (?:income|pay|weekly|monthly|salary|earnings)",
        r"cash (?:in hand|daily|paid)", r"work (?:when(?:ever)?|where(?:ver)?) you (?:want|like)|work your own (?:hours|schedule)|set your own (?:hours|schedule)|choose your own hours|make your own (?:hours|schedule)", r"dream (?:income|life|lifestyle)|change your life|life[- ]changing (?:income|opportunity)",
    ), (*NEVER, r"(?:raise|raises|raising|raised)[^.!?]{0,60}", r"(?:tuition|reimbursement|stipend|per diem|parking|allowance)[^.!?]{0,40}", r"\w+ (?:budget|grants?|campaign)s? (?:of|worth) [^.!?]{0,30}",)),
    "selling_scheme": ((
        r"(?:multi-?level|network) marketing|mlm|down-?lines?", r"independent (?:distributor|consultant|business owner|associate|beauty consultant|brand partner|agent)s?", r"(?:business|franchise|income|home[- ]based|ground[- ]floor|entrepreneur\w*) opportunit(?:y|ies)", r"entrepreneurs? (?:wanted|needed|minded)|(?:motivated|ambitious|aspiring) entrepreneurs", r"(?:recruit|enroll|sponsor|refer) (?:\w+ ){0,3}(?:others|people|new members|friends)(?= (?:and|to (?:earn|join|build)))", r"build your (?:own )?(?:team|business|organization) (?:and|of)", r"home[- ]based business(?:es)?", r"be (?:an? )?(?:avon|independent) (?:rep|representative)s?",
    ), (r"(?:not|no) (?:\w+ ){0,4}(?:mlm|multi-?level|network marketing|pyramid)[^.!?]{0,20}",)),
    "odd_trade": ((
        r"oil (?:and|&|\+) (?:gas|energy)|oil ?(?:field|rig)s?|oil company|offshore|petroleum|refiner(?:y|ies)|drilling|petrochemicals?", r"cruise (?:ship|line|staff|company|liner|vessel)s?", r"(?:hotel|resort|casino) (?:\w+ ){0,3}(?:staff|workers|jobs|vacanc(?:y|ies))(?= )", r"(?:gold|diamond|coal) min(?:e|es|ing)", r"forex|binary options|day trad(?:er|ing)", r"door[- ]to[- ]door", r"(?:nanny|au pair|housekeeper|live-in caregiver)s?(?= (?:needed|wanted|job|position|for))",
    ), (r"offshore (?:wind|incidents?|medical)", r"(?:former|old) \w+ (?:refinery|mine)")),
    "bonus_bait": ((
        r"(?:\w+ )?(?:signing|sign[- ]on|sign-up|start|welcome) bonus(?:es)?", rf"(?:referral|refer-?a-?friend) (?:bonus|program|bonuses)(?: \S+){{0,6}}? {MONEY}", r"(?:free|paid|complete|full|provided) (?:accommodation|housing|lodging|flight|air ?tickets?|feeding|visa)s?(?= )", r"accommodation (?:and|&) (?:feeding|flight|meals|transport\w*)", r"(?:visa|work permit)s? (?:will be |are |is )?(?:provided|arranged|processed|sponsored|assistance)", r"expert negotiations?|maximi[sz]ing your (?:pay|compensation|salary)", r"(?:relocation|moving) (?:services|assistance|package|bonus|expenses) (?:\w+ )?(?:for|provided|paid|available|offered)",
    ), (r"no (?:\w+ ){0,2}bonus\w*",)),
    "home_work": ((
        r"(?:work|working|job|jobs|position|positions|employment|career|business|typing|type|income) (?:\S+ ){0,3}?(?:from|at|in) (?:the (?:comfort|convenience|privacy) of )?(?:your |their |his |her )?(?:own )?homes?(?! (?:office|on \w+ days?|(?:one|two|three|1|2|3) days?|some|part|care|health|visits?|base))", r"home[- ]based|work[- ]at[- ]home|work[- ]from[- ]home|stay[- ]at[- ]home", r"comfort of (?:your|their) (?:own )?home", r"(?:online|internet) (?:jobs?|work|employment)(?= |[.,!])",
    ), (r"(?:one|two|three|four|1|2|3|4|some) days?(?: a week| per week)? (?:\w+ )?from home", r"(?:partly|partially|sometimes|occasionally|option to) (?:\w+ )?(?:from|at) home", r"(?:work|working) from home (?:one|two|three|four|1|2|3|4|up to|on|some|part|is possible|possible)", r"(?:patients?|care|recover\w*|nursing|elderly|residents?)(?: \S+){0,4} (?:at|in) (?:their )?(?:own )?homes?", r"nursing homes?[^.!?]{0,20}")),
    "no_experience": ((
        r"no (?:prior |previous |special |sales |work |past |direct )*(?:experience|skills?|qualifications?|background)(?: (?:is|are|at all))? ?(?:needed|required|necessary|whatsoever|\W)", r"(?:experience|skills?|degree) (?:is |are )?(?:not|un) ?-?(?:required|needed|necessary)", r"(?:anyone|anybody|everyone) can (?:do|apply|join)|easy (?:job|work|tasks?) ", r"we(?: will|'ll)? train you|(?:entry[- ]level,? )?(?:no|without) experience",
    ), (r"(?:if you have|those with|candidates with|with) no (?:\w+ )?experience (?:in|of|with)",)),
    "simple_demands": ((
        r"(?:must be|be|are|is|at least|over|above|minimum age(?: of| is)?:?) (?:at least |over |above |aged )*(?:18|21)(?: ?\+| (?:years?|yrs?)| or (?:older|over|above)| and (?:older|over|above)|(?=[ .,;!]))", r"(?:computer|pc|laptop|smart ?phone)s? (?:\S+ ){0,3}?(?:with|and|w/) (?:\S+ ){0,3}?(?:internet|web|printer|high[- ]speed)|(?:reliable|high[- ]speed|good|access to|stable|own) (?:\w+ ){0,2}internet(?: (?:access|connection))?|internet (?:access|connection) (?:at|from) home|own (?:a )?(?:computer|pc|laptop)", r"basic (?:\w+ )?(?:computer|internet|typing|english|math) (?:\w+ )?(?:skills|knowledge|literacy)", r"no criminal (?:record|history)", r"(?:high school|hs) (?:diploma|graduate|education|degree)|\bged(?=[ .,;)])",
    ), (r"(?:patients?|readers|audience|visitors|children)(?: \S+){0,4} (?:18|21)[^.!?]{0,20}",)),
    "clerk": ((
        r"data[- ]entry|typists?|typing|payroll (?:clerk|assistant|data|typist|coordinator)s?|(?:administrative|admin|office|personal|virtual|clerical|executive) assistants?|office (?:manager|administrator)s?|secretar(?:y|ies)|front desk|clerical|clerks?|receptionists?|book-?keepers?|customer (?:service|care|support) (?:rep\w*|agent|associate|specialist|clerk)s?|order processors?|accounts? (?:receivable|payable)|billing|call cent(?:er|re) agents?",
    ), ()),
    "urgency": ((
        r"urgent(?:ly)?|immediate(?:ly)? (?:start|starts|hire|hires|hiring|opening|openings|interview|interviews|employment|need|needed|vacanc\w+|placement|position|positions|response|available)|(?:start|starting|hiring|begin|needed|available|hire|employment) (?:\w+ )?(?:immediately|today|tomorrow|asap|right away|this week|a\.s\.a\.p)|asap", r"apply (?:now|today|asap|immediately|fast|quickly)(?=[ !.,])", r"(?:limited|few|only \d+) (?:\w+ )?(?:spots?|slots?|positions?|seats?|places?|openings?|spaces?)(?: (?:left|available|remaining))?", r"hurry|act (?:now|fast|quickly)|don't (?:miss|wait|delay)|first come,? first|(?:now hiring|hiring now|we are hiring now)", r"(?:same|next)[- ]day (?:start|hire|interview|offer)s?",
    ), (r"urgent (?:care|cares|treatment|news|notices?|alerts?|updates?|messages?|questions?|situations?|matters?|issues?|requests?|deadlines?|medical|patient|needs?|cases?|calls?|communications?|tasks?|topics?)", r"(?:non-|less |more |most )urgent", r"(?:respond|answer|escalate|report|act|handle|resolve|fix|publish)\w*(?: \S+){0,6}? (?:urgently|immediately|asap)", r"sense of urgency")),
    "odd_pay": ((
        r"(?:paid|pay|payment|salary|wages|compensation|cheques?|checks?|paychecks?)(?: \S+){0,4}? (?:weekly|daily|every (?:week|day|friday)|by (?:wire|cheque|check|paypal|cash)|via (?:wire|paypal|check|cash app|zelle|venmo)|in cash)", r"(?:commission[- ]only|100 ?% commission|straight commission)", r"weekly (?:pay|paycheck|payments?|paychecks|salary|checks?|bonus(?:es)?|commissions?)", r"(?:paypal|cash app|zelle|venmo|wire transfers?|money orders?)(?=[ .,;)])",
    ), (r"(?:process|processing|manage|managing|reconcile|prepare|handle|approve|record|monitor|initiate|review)\w*(?: \S+){0,6}? (?:wire transfers?|money orders?|paypal)", r"weekly (?:reports?|meetings?)")),
    "apply_elsewhere": ((
        rf"(?:send|e-?mail|submit|forward|mail|fax|reply)(?: us| me| in)?(?: with)?(?: \S+){{0,8}}? (?:to|at|on)(?: \S+){{0,4}}?:? ?{MAIL}", rf"(?:apply|contact|applications?|inquir\w+|reply|respond|write)(?: \S+){{0,8}}? (?:to|at|via|by|through|on|:) ?(?:\w+ ){{0,3}}?{MAIL}", rf"(?:call|phone|dial)(?: \S+){{0,5}}? {PHONE}(?=.{{0,80}}(?:apply|interview|schedule|today|now))", r"(?:apply|register|visit|sign up|go|click|submit)(?: \S+){0,8}? (?:#url_\w+#?|bit\.ly\S*|goo\.gl\S*|tinyurl\S*)",
    ), (r"(?:patients?|journalists?|reporters?|press|accommodations?|accessibility|disabilit\w+)(?: \S+){0,12} \S+@\S+",)),
    "for_client": ((
        r"our clients?(?:'s)?(?=,| (?:is|are|has|have|seeks?|needs?|offers?|based|located|a |in |companies|company))", r"(?:for|on behalf of) (?:a|one of our|our|an?) (?:\w+ )?clients?(?=[ ,.])", r"(?:staffing|recruit(?:ing|ment)|employment|placement) (?:agency|agencies|firm|company|solutions?|services|specialists?|wheel|platform|process outsourcing)", r"(?:staffing|recruiting) (?:and|&|done)", r"represented candidates|our candidates|head-?hunters?",
    ), (r"(?:answer|serve|help|advise|support|train)\w* our clients?", r"(?:no|without) (?:\w+ )?(?:staffing|recruit\w+) agenc(?:y|ies)[^.!?]{0,40}", r"(?:staffing|recruit\w+) agenc(?:y|ies)[^.!?]{0,30}(?:not|unsolicited|do not)")),
    "stock_phrases": ((
        r"kindly|do the needful|dear (?:applicants?|candidates?|sir|job seekers?|madam|friends?)|god bless|revert back|(?:interested|qualified|suitable) (?:candidates?|applicants?|persons?|individuals?) (?:should|are (?:advised|required|to)|can|may|must)|get back to (?:us|me)|(?:honest|trustworthy|reliable|serious|hard ?working) (?:and \w+ )?(?:people|persons?|individuals?|candidates?|applicants?)|serious (?:inquiries|enquiries|applicants) only|this is (?:not a scam|legit|100% \w+|a real)|100 ?% (?:legit\w*|genuine|free|real)|legit(?:imate)? (?:company|job|opportunity|work|online|home)|no scams?",
    ), ()),
}  # fmt: skip
