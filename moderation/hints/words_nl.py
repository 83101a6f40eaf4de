"""How signs read in Dutch: (patterns that hit, patterns around a hit that excuse it), on lower case text. See words_en.py."""

from moderation.hints.words_en import MAIL, PHONE

MONEY = r"(?:€|eur|\$|£) ?\d[\d.,]*(?:,-)?k?|\d[\d.]* ?euro(?:'s)?"
MESSENGER = r"(?:whats ?app|app(?:je)?|telegram|signal|viber|we ?chat|skype|(?:google )?hangouts|facebook messenger|messenger|sms)"
APP = r"(?:whats ?app|telegram|signal|viber|we ?chat|hangouts)"
US = r"(?:ons|mij|me|hem|haar|de (?:recruiter|werkgever|manager)|onze (?:recruiter|hr\S*|manager))"
NEVER = (r"(?:vragen|vraagt|rekenen|sturen|verzoeken) (?:wij |we )?(?:je |jou |u )?nooit[^.!?]{0,80}", r"nooit (?:om |naar )?[^.!?]{0,60}(?:vragen|betalen|sturen|rekenen)",
         r"(?:zonder|geen) (?:\w+ )?(?:kosten|inschrijfgeld|borg|aanbetaling|vergoeding vooraf)", r"(?:stuur|geef|vermeld|deel) (?:\S+ ){0,4}?(?:nooit|niet|geen)[^.!?]{0,60}", r"(?:hoef|hoeft|moet) je niet[^.!?]{0,60}")  # fmt: skip

SIGNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "asks_money": ((
        r"(?:betaal|betaalt|betalen|maak|overmaken|stort|storten|kost|kosten|reken|rekenen|vereist) (?:\S+ ){0,6}?(?:inschrijfgeld|inschrijfkosten|administratiekosten|registratiekosten|cursusgeld|trainingskosten|opleidingskosten|screeningskosten|bemiddelingskosten|borg|waarborgsom|aanbetaling|startbedrag)",
        rf"(?:inschrijfgeld|inschrijfkosten|administratiekosten|registratiekosten|cursusgeld|trainingskosten|screeningskosten|bemiddelingskosten|borg|waarborgsom|aanbetaling)(?: van| is|:| à)? ?(?:{MONEY})", r"(?:eenmalige?|kleine|terugbetaalbare) (?:\w+ )?(?:bijdrage|aanbetaling|borg|betaling vooraf)",
        r"(?:koop|kopen|bestel|bestellen|aanschaffen|schaf|betaal) (?:\S+ ){0,5}?(?:startpakket|trainingspakket|starterskit|cursuspakket|werkpakket)", rf"(?:startpakket|trainingspakket|starterskit|cursuspakket)(?: \S+){{0,4}}? (?:{MONEY})", r"(?:cheque|cheques)(?: \S+){0,8}? (?:apparatuur|laptop|inwisselen|verzilveren|rekening|terugsturen)",
        r"(?:koop|kopen|kras|stuur|inwisselen|aanschaffen|haal) (?:\S+ ){0,5}?(?:cadeau(?:bon|kaart)(?:nen|en)?|giftcards?)|(?:cadeau(?:bon|kaart)(?:nen|en)?|giftcards?) (?:\S+ ){0,4}?(?:kopen|aanschaffen|codes?|doorsturen)|(?:codes?) van (?:\S+ ){0,2}?(?:cadeau(?:bon|kaart)\w*|giftcards?)",
        r"(?:betaald|uitbetaald|betaling|salaris|betalen|storten?|koop|kopen) (?:\S+ ){0,4}?(?:bitcoins?|crypto\w*|usdt|ethereum)",
    ), (*NEVER, r"(?:wij|we|het ziekenhuis) (?:betalen|vergoeden|betaalt|vergoedt)[^.!?]{0,60}", r"(?:congres|parkeer|licentie|lidmaatschaps)\w*kosten", r"(?:reiskosten|studiekosten)\w*", r"(?:cadeau(?:bon|kaart)\w*|giftcards?) (?:actie|verloting|voor (?:patiënten|donateurs|winnaars|volgers))", r"verloot[^.!?]{0,60}")),
    "asks_papers": ((
        r"(?:stuur|geef|vermeld|mail|app|upload|lever|vul|deel|verstrek|zend|bezorg) (?:\S+ ){0,7}?(?:bsn|burgerservicenummer|sofi-?nummer|bankgegevens|rekeningnummer|iban|bankpas|pincode|creditcard\w*|bankrekening|inlogcode|inloggegevens van je bank|digid\S*)", r"(?:kopie|scan|foto|afbeelding|voor- en achterkant)s? van (?:\S+ ){0,4}?(?:paspoort|identiteitsbewijs|identiteitskaart|id-?(?:bewijs|kaart)|id|rijbewijs|bankpas|legitimatie\w*|verblijfsvergunning)", r"(?:paspoort|id-?|identiteits|rijbewijs)(?:-?kopie|-?scan|-?foto)", r"(?:je|jouw|uw) (?:bsn|burgerservicenummer|digid\S*|pincode|internetbankieren|bankinlog\w*)",
        r"(?:actieve|eigen|geldige|persoonlijke) (?:bank|paypal)-?rekening",
    ), (*NEVER, r"(?:na|als je bent|zodra je|wanneer je) (?:\w+ ){0,5}(?:aangenomen|indiensttreding|contract|aanstelling|dienst)[^.!?]{0,80}", r"bij (?:de )?indiensttreding[^.!?]{0,80}", r"paspoort (?:naar|voor) [^.!?]{0,30}", r"(?:patiënten|bezoekers)[^.!?]{0,60}identiteitsbewijs")),
    "moves_money": ((
        r"western union|money ?gram", r"(?:ontvang|ontvangt|ontvangen|verwerk|verwerken) (?:\S+ ){0,6}?(?:betalingen|geld|bedragen|overboekingen|donaties)(?: \S+){0,4}? (?:je|jouw|uw|eigen) (?:eigen |persoonlijke )?(?:bank)?rekening", r"(?:op|via|naar) (?:je|jouw|uw) eigen (?:bank)?rekening", r"(?:stuur|stuurt|maak|maakt|boek|boekt|stort) (?:\S+ ){0,5}?(?:geld|bedrag|rest|restant)(?: \S+){0,4}? (?:door|over)(?= )", r"(?:houd|hou|behoud) (?:\S+ ){0,3}?\d{1,2} ?(?:%|procent)", r"betalings?agent|geldezel|(?:financieel|betaal)(?: |-)?agent",
    ), (*NEVER, r"salaris[^.!?]{0,40}(?:rekening)?")),
    "scam_trade": ((
        r"mystery ?shopp(?:er|ers|ing)|mystery guests?", r"(?:pakketten|pakketjes|pakjes) (?:\S+ ){0,5}?(?:thuis|huisadres|doorsturen|omlabelen|ontvangen en)|reshipping", r"enveloppen (?:vullen|vouwen|plakken)|inpakwerk (?:aan huis|thuis)", r"(?:betaalde|online) (?:enquêtes|vragenlijsten)|(?:enquêtes|vragenlijsten) (?:\w+ )?(?:invullen|thuis) (?:\w+ )?(?:voor geld|verdien\w*)", r"(?:advertenties|berichten) (?:\w+ )?plaatsen (?:op marktplaats|vanuit huis|thuis|op internet)", r"betaald (?:krijgen|worden) om te (?:liken|shoppen|typen|appen|lezen)|(?:video's|filmpjes|pagina's) liken(?: \S+){0,3}? (?:geld|verdien\w*|betaald|€)", r"reclame op je (?:eigen )?auto",
    ), (*NEVER, r"(?:onderzoek|beoordeling|uitkomsten|inzet) (?:\w+ ){0,3}mystery ?\w+")),
    "messenger": ((
        rf"(?:app|bel of app|sms|stuur|bericht|contacteer|neem contact op met|meld je)(?: {US})?(?: \S+){{0,5}}? (?:via|op|met|per|in|naar) (?:onze |mijn |de )?{MESSENGER}", rf"{APP}(?:nummer|-nummer| nummer| alleen| ons| mij| op)?[ :]{{0,3}}(?:{PHONE}|@\w{{3,}}|\+31|06)", rf"(?:app|apps|appen|appje|sms|whatsapp|telegram)(?: \S+){{0,6}}? (?:{PHONE}|06[- ]?\d{{4,}}|\+31)", rf"(?:sollicit\w+|gesprek|gesprekken|intake|kennismaking|reageer|reageren|reacties?|contact|aanmeld\w+|communicatie|onboarding)(?: \S+){{0,6}}? (?:via|per|op|over) (?:\w+ )?{APP}", rf"(?:alleen|uitsluitend|eerst)(?: \S+){{0,3}}? (?:via|per|op) {APP}|{APP} alleen", rf"(?:download|installeer|maak)(?: \S+){{0,4}}? {APP}", rf"{APP} (?:ons|mij|me)(?=[ .,!])",
        rf"app {US}(?=[ .,!])",
    ), (*NEVER, r"(?:patiënt(?:en)?|bezoekers?|volgers|familie|ouders|publiek|doelgroep\w*|klanten|lezers|donateurs|jongeren|inwoners)(?: \S+){0,6}? (?:via|op|over|in|per) [^.!?]{0,30}", r"signal(?:ering\w*|eren)", r"(?:beheer|beheert|beheren|run|ontwikkel|ontwikkelt|bouw|bouwt|zet|start|modereer|vul|vult|onderhoud|onderhoudt)(?: \S+){0,7}? (?:whats ?app|telegram|signal|messenger)[- ]?(?:kana\w+|groep\w*|strategie|dienst|community|lijn|account|chatbot)", r"(?:whats ?app|telegram|signal)[- ]?(?:kanaal|kanalen|strategie|dienst|community|chatbot)\w*")),
    "free_mail": ((
        r"[\w.+-]+ ?(?:@|\(at\)|\[at\]|\(apenstaartje\)) ?(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|proton|protonmail|gmx|mail|zoho|ziggo|kpnmail|hetnet|xs4all|home|planet|chello|casema|quicknet|upcmail|tele2)\.(?:com|net|org|me|nl|be|de|eu)(?![\w.-]*\w)",
    ), (r"(?:voorheen|niet meer) \S+",)),
    "easy_money": ((
        rf"(?:verdien|verdient|verdienen)(?: \S+){{0,5}}? (?:{MONEY})(?! bruto)", rf"(?:{MONEY}) ?(?:per|/|in de|elke|iedere) ?(?:dag|week)", r"(?:verdien|verdienen) (?:\w+ ){0,4}(?:geld|bij|duizenden|honderden|extra|onbeperkt|thuis)(?= |[.,!])", r"(?:snel|makkelijk|gemakkelijk|extra|veel|eenvoudig|leuk) (?:\w+ )?(?:geld|bijverdienen|bijverdienste|inkomen|centje)", r"(?:onbeperkte?|passief|ongelimiteerde?|gegarandeerd|extra|residueel) (?:inkomen|inkomsten|verdiensten|salaris)", r"financi(?:eel|ële) (?:vrij(?:heid)?|onafhankelijk\w*)", r"(?:je|jouw|uw) eigen baas|eigen baas (?:zijn|worden)", r"(?:dagelijks|wekelijks|elke dag|elke week|per dag|direct|meteen|contant) (?:\w+ )?(?:uit)?betaald", r"zeg je baan op|werk wanneer (?:je|jij) wil\w*|bepaal (?:je|zelf je) eigen (?:uren|tijden|inkomen)|verander je leven", r"gegarandeerde? (?:inkomen|inkomsten|salaris|verdiensten)",
    ), (*NEVER, r"(?:geld )?(?:inzamelen|ophalen|inzameling\w*|werven|fondsenwerving)[^.!?]{0,60}", r"(?:je|jij|u) verdient (?:tussen|minimaal|maximaal|maandelijks|een salaris|volgens)[^.!?]{0,80}", r"(?:bruto|cao|schaal|fwg)[^.!?]{0,40}")),
    "selling_scheme": ((
        r"(?:multi-?level|netwerk|network) ?marketing|mlm|piramide", r"zelfstandig(?:e)? (?:distributeur|vertegenwoordiger|consulent\w*)s?", r"(?:zaken|business|verdien|ondernemers)(?:kans|opportunity|mogelijkheid)\w*", r"ondernemers gezocht|(?:werf|werven) (?:\w+ ){0,3}(?:nieuwe leden|vrienden|anderen)", r"bouw je eigen (?:team|netwerk|onderneming) (?:en|van)",
    ), (r"(?:geen|niet) (?:\w+ ){0,4}(?:mlm|multi-?level|netwerkmarketing|piramide)[^.!?]{0,20}",)),
    "odd_trade": ((
        r"olie- ?(?:en|&) ?gas\w*|booreiland\w*|offshore|raffinaderij\w*|petrochemi\w+", r"cruise ?(?:schip|schepen|maatschappij|personeel)\w*", r"(?:hotel|horeca|casino|resort)(?:personeel|medewerkers?)(?= )", r"(?:goud|diamant|kolen)mijn\w*", r"forex|binaire opties|day ?traders?", r"huis[- ]aan[- ]huis|deur[- ]aan[- ]deur|colportage", r"(?:au pair|nanny|oppas|huishoudster)(?= (?:gezocht|nodig|baan|in))",
    ), (r"offshore ?wind\w*", r"(?:voormalige|oude) \w*(?:mijn|raffinaderij)")),
    "bonus_bait": ((
        r"(?:teken|welkomst|start|aanbreng|referral)-?bonus(?:sen)?", r"(?:gratis|inclusief|vrije) (?:accommodatie|huisvesting|vlucht|vliegticket|woonruimte|kost en inwoning|visum)", r"(?:visum|werkvergunning)(?: \S+){0,3}? (?:geregeld|verzorgd|verzorgen|regelen)", r"verhuiskosten(?:vergoeding)? (?:\w+ )?(?:betaald|volledig|beschikbaar)",
    ), (r"geen (?:\w+ ){0,2}\w*bonus\w*", r"start-?bonus(?= in de cao)")),
    "home_work": ((
        r"thuiswerk(?:er|ers|baan|banen|vacature)?(?= (?:gezocht|met|voor|waarbij|aangeboden)|[!.,]|$)", r"(?:werk|werken|baan|job|geld verdienen|verdien|verdienen|typ|typen|typewerk) (?:\S+ ){0,3}?(?:lekker |gewoon |volledig |100% )?(?:vanuit (?:je (?:eigen )?)?(?:huis|luie stoel|woonkamer)|thuis|vanuit huis)(?! (?:is|mag|kan|behoort|in overleg|op|en op|één|een dag|twee|deels|voor|bij))", r"vanuit je (?:luie stoel|eigen woonkamer|eigen huis)",
    ), (r"(?:één|een|twee|drie|vier|1|2|3|4|enkele|paar) dag(?:en)?(?: per week)? (?:\w+ ){0,3}(?:thuis|vanuit huis)[^.!?]{0,20}", r"(?:deels|gedeeltelijk|soms|hybride|mogelijkheid om|kun je|kan)[^.!?]{0,40}(?:thuis|vanuit huis)", r"thuiswerk(?:vergoeding|dag\w*|plek|beleid)", r"(?:patiënt\w*|zorg|herstel\w*|ouderen|bewoners)(?: \S+){0,4} thuis")),
    "no_experience": ((
        r"(?:geen|zonder) (?:\w+ )?(?:werk)?(?:ervaring|diploma's?|opleiding|vooropleiding)(?: (?:is|zijn))? ?(?:nodig|vereist|noodzakelijk|\W|$)", r"(?:ervaring|diploma's?|opleiding) (?:is |zijn )?niet (?:nodig|vereist|noodzakelijk)", r"iedereen kan (?:het|dit|meedoen|werken|aan de slag)|makkelijk(?:e)? (?:werk|baan)|eenvoudig werk",
    ), (r"geen ervaring met",)),
    "simple_demands": ((
        r"(?:minimaal|minstens|vanaf|ouder dan|boven de|ten minste) (?:18|21)(?: jaar|\+| of ouder|(?=[ .,!]))|18\+|18 jaar of ouder", r"(?:computer|pc|laptop|smartphone|telefoon) (?:\S+ ){0,3}?(?:met|en) (?:\S+ ){0,3}?internet\w*|(?:goede|eigen|stabiele|snelle) internet(?:verbinding|aansluiting)", r"basis ?kennis (?:van )?(?:computers?|internet|typen)|(?:eigen|beschikt over een) (?:laptop|computer|pc)(?= )",
    ), (r"(?:patiënten|lezers|publiek|bezoekers|kinderen)(?: \S+){0,4} (?:18|21)[^.!?]{0,20}",)),
    "clerk": ((
        r"data[- ]?(?:entry|invoer|typist)\w*|typ(?:ist|iste|werk|en)|(?:administratief|administratieve|persoonlijk|virtueel) (?:\w+ )?(?:medewerk\w+|assistent\w*)|salarisadministrat\w+|klantenservice\w*|receptionist\w*|inpakker|thuiswerk\w*",
    ), ()),
    "urgency": ((
        r"spoed|dringend|urgent|per direct|z\.?s\.?m\.?|zo snel mogelijk (?:gezocht|starten|beginnen)|direct (?:beginnen|starten|aan de slag|beschikbaar)|vandaag nog|morgen (?:beginnen|starten)", r"(?:reageer|solliciteer|meld je|schrijf je|bel) (?:nu|direct|snel|meteen|vandaag)", r"(?:beperkt|enkele|nog maar|slechts) (?:\w+ )?(?:aantal )?(?:plaatsen|plekken|plekjes)|op ?= ?op|wees er snel bij|wacht niet",
    ), (r"spoed(?:eisende|zorg|post|afdeling|poli|lijn|gevallen|geval|meldingen)\w*|spoed (?:eisende|zorg)\w*", r"(?:minder|niet|zeer) (?:dringend|urgent)", r"(?:beantwoord|reageer|handel|los|meld|plaats|publiceer)\w*(?: \S+){0,6}? (?:per direct|direct|spoed|urgent)", r"(?:urgente|dringende) (?:vragen|berichten|zaken|meldingen|situaties|zorg)")),
    "odd_pay": ((
        r"(?:salaris|loon|betaling|uitbetaling|betaald|uitbetaald|betalen)(?: \S+){0,4}? (?:per week|wekelijks|dagelijks|contant|via paypal|via tikkie|zwart|in het handje)", r"(?:wekelijkse?|dagelijkse?) (?:uitbetaling|betaling|loon|salaris)|week(?:loon|betaling)", r"(?:paypal|tikkie|revolut)(?=[ .,;)])",
    ), ()),
    "apply_elsewhere": ((
        rf"(?:stuur|mail|zend|e-?mail)(?: \S+){{0,9}}? (?:naar|aan|op|via)(?: \S+){{0,3}}?:? ?{MAIL}", rf"(?:solliciteer|solliciteren|reageer|reageren|meld je|aanmelden|reacties?|sollicitaties?)(?: \S+){{0,8}}? (?:via|naar|op|bij|per) ?(?:\w+ ){{0,3}}?(?:{MAIL}|bit\.ly\S*|goo\.gl\S*|tinyurl\S*)", rf"(?:bel|bellen)(?: \S+){{0,5}}? {PHONE}(?=.{{0,80}}(?:sollicit|afspraak|aanmeld|gesprek))",
    ), (r"(?:patiënten|journalisten|pers|redactie)(?: \S+){0,10} \S+@\S+",)),
    "for_client": ((
        r"(?:onze|een van onze|namens een|voor een) (?:\w+ )?(?:opdrachtgevers?|klant|relatie)(?=,| (?:is|zoekt|zoeken|heeft|in|te|een|die|uit))", r"(?:uitzend|werving|wervings|detacherings|bemiddelings)-?bureaus?|werving (?:en|&) selectie|headhunters?",
    ), (r"(?:geen|zonder) (?:\w+ )?(?:bureaus?|uitzendbureaus?)[^.!?]{0,40}", r"acquisitie[^.!?]{0,60}", r"(?:uitzend|wervings|bemiddelings)\w+[^.!?]{0,30}(?:niet|geen acquisitie)", r"voor elke (?:klant|relatie)")),
    "stock_phrases": ((
        r"(?:geachte|beste) (?:kandidaat|sollicitant|werkzoekende)|(?:geïnteresseerde|serieuze) (?:kandidaten|sollicitanten|mensen|personen) (?:kunnen|moeten|dienen)|(?:eerlijke|betrouwbare|serieuze) (?:en \w+ )?(?:mensen|personen|kandidaten)|alleen serieuze reacties|100 ?% (?:legaal|betrouwbaar|echt)|geen oplichting|god zegene|gelieve",
    ), ()),
}  # fmt: skip
