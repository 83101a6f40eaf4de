"""Words that shut people out on other grounds than postings/wording.py knows, and how a patient is told by name."""

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _one(*patterns: str) -> str:
    return "|".join(patterns)


_GROUNDS: dict[str, dict[str, str]] = {
    "en": {
        "age": _one(r"energetic", r"(?:under|below|younger than|not older than|no older than) \d{2}(?! (?:hours|minutes|percent|days|miles|%))(?= |[.,;)]|$)", r"(?:not )?over[- ]?(?:40|45|50|55|60)s?(?= need not| not)"),
        "gender": _one(r"(?:men|women|males?|females?) (?:only|preferred|wanted)", r"(?:only|preferably) (?:men|women|males?|females?|a (?:man|woman|male|female))"),
        "origin": _one(r"(?:a )?native(?:[- ](?:speakers?|english|dutch|american|level of mother tongue))+(?: speakers?)?", r"mother tongue", r"(?:american|us|u\.s\.|dutch|european|western|british|locally)[- ]born(?: citizens?)?", r"(?:no|without(?: an?| any)?) (?:foreign )?accents?", r"(?:white|caucasian|european|western) (?:candidates?|applicants?|only|background)", r"no (?:foreigners|immigrants)"),
        "family": _one(r"(?:no|without) (?:children|kids|family ties|family obligations)", r"(?:single|unmarried|childless) (?:candidates?|applicants?|persons?|people|only|preferred)", r"(?:not|no) (?:be )?pregnan(?:t|cy)", r"no plans? (?:to (?:have|start)|for) (?:children|a family)"),
        "health": _one(r"able[- ]bodied", r"(?:perfect|excellent|good) (?:physical )?health(?= (?:is |are )?(?:required|needed|a must|essential))", r"(?:no|without(?: any)?) (?:disabilit(?:y|ies)|health (?:problems|issues|conditions)|physical limitations|sick leave)", r"(?:physically|mentally) fit(?: and healthy)?"),
        "belief": _one(r"(?:christian|muslim|jewish|catholic|hindu|atheist) (?:candidates?|applicants?|only|preferred)", r"(?:must be|be) (?:an? )?(?:practi[sc]ing |devout |born[- ]again )(?:christian|muslim|catholic|jew)", r"no head ?scarf\w*"),
        "looks": _one(r"(?:attractive|good[- ]looking|handsome|pretty|slim|photogenic) (?:appearance|person|woman|man|girl|candidates?|looks|host\w*|face)", r"(?:attach|send|include|enclose|with) (?:an? |your )?(?:recent |passport |full[- ]body )*(?:photo|picture|photograph)s? of (?:yourself|you)", r"(?:weight|height) (?:below|under|above|between)"),
    },
    "nl": {
        "age": _one(r"energieke (?:jonge\w*|duizendpoot)", r"(?:niet ouder dan|jonger dan|onder de) \d{2}(?=[ .,;)]|$)(?! (?:jaar|uur|procent|minuten|%|dagen))", r"vitale? (?:leeftijd)"),
        "gender": _one(r"(?:alleen|bij voorkeur|liefst) (?:een )?(?:mannen|vrouwen|man|vrouw)", r"(?:man|vrouw)elijke? (?:voorkeur)"),
        "origin": _one(r"moedertaal(?:niveau|spreker\w*)?", r"native(?: speakers?)?", r"(?:geboren en getogen|autochto(?:on|ne)\w*|westerse (?:achtergrond|afkomst|kandida\w+))", r"(?:zonder|geen) accent", r"van nederlandse (?:afkomst|komaf)", r"geen buitenlanders"),
        "family": _one(r"(?:geen|zonder) (?:kinderen|gezin|kinderwens|gezinsverplichtingen)", r"(?:alleenstaande?|ongehuwde?|kinderloze?) (?:kandida\w+|persoon|sollicitant\w*|bij voorkeur)", r"niet zwanger\w*"),
        "health": _one(r"(?:geen|zonder) (?:lichamelijke |fysieke )?(?:beperking(?:en)?|gezondheidsklachten|ziekteverzuim|handicaps?)", r"(?:kerngezond|lichamelijk gezond|fysiek gezond)", r"goede gezondheid(?= (?:is )?(?:vereist|nodig|een must))"),
        "belief": _one(r"(?:christelijke|islamitische|joodse|katholieke|gelovige) (?:kandida\w+|sollicitant\w*|achtergrond)", r"geen hoofddoek\w*", r"belijdend (?:christen|lid)"),
        "looks": _one(r"(?:aantrekkelijke?|knappe?|slanke?) (?:uiterlijk|verschijning|dame|vrouw|man|gastvrouw|persoon)", r"representatief uiterlijk", r"(?:stuur|voeg|met) (?:\w+ ){0,3}(?:pas)?foto van jezelf"),
    },
}  # fmt: skip


# One pattern a language, on lower case text; the name of the group is the ground.
SHUTTING_OUT = {
    language: re.compile(
        rf"(?<!\w)(?:{'|'.join(f'(?P<{ground}>{words})' for ground, words in grounds.items())})(?!\w)"
    )
    for language, grounds in _GROUNDS.items()
}
# A promise to exclude nobody names the grounds; the whole sentence is left alone.
EXCUSED = {
    "en": re.compile(r"(?:regardless of|without regard to|irrespective of|equal[- ]opportunit|equal employment|eeo\b|affirmative action|discriminat|of all (?:ages|backgrounds)|all qualified applicants|protected (?:class|status|characteristic)|inclusive|not have to be|need not be|no need to be)", re.IGNORECASE),
    "nl": re.compile(r"(?:ongeacht|gelijke kansen|discrimin|inclusie|van alle leeftijden|iedereen is welkom|hoeft geen|hoef je niet|diversiteit)", re.IGNORECASE),
}  # fmt: skip

_NAME = r"(?-i:[A-Z][a-zà-ÿ]+(?: (?:van|de|der|den|ten|ter|[A-Z]\.))* [A-Z][a-zà-ÿ-]+)"
_DATE = r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2} \w+ (?:19|20)\d{2}|\w+ \d{1,2},? (?:19|20)\d{2})"
_ILL = r"(?:diabetes|cancer|leuk[a]?emia|hiv|aids|epilepsy|depression|schizophrenia|stroke|dementia|alzheimer'?s?|covid(?:-19)?|tumou?r|a heart attack|overdose|miscarriage|sepsis|autism|melanoma|lymphoma)"
_ZIEK = r"(?:diabetes|kanker|leukemie|hiv|aids|epilepsie|depressie|schizofrenie|een beroerte|dementie|alzheimer|covid(?:-19)?|een tumor|een hartinfarct|een overdosis|een miskraam|sepsis|autisme|borstkanker|longkanker|darmkanker)"

# (what tells who a patient is, what around it excuses it)
PATIENTS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "en": (
        _any(
            rf"{_NAME},? (?:\(?(?:aged? )?\d{{1,3}}\)?,? )?(?:who )?(?:was|is|has been|had been|were|recently|,)? ?(?:diagnosed with|suffers? from|suffering from|treated for|being treated for|admitted (?:with|for)|living with|battl\w+|survived|died of|hospitalized (?:with|for)|has|had) (?:\w+ )?{_ILL}",
            rf"(?:our )?patients?,? (?:named |called |mr\.? |mrs\.? |ms\.? )?{_NAME}", r"(?:patient|medical record|record|chart|case|mrn|admission) ?(?:number|no\.?|nr\.?|id|#)?[:#]? ?#?\d{5,}", r"mrn ?[:#]? ?\w*\d{4,}",
            rf"(?:d\.?o\.?b\.?|date of birth|born(?: on)?) ?:? ?{_DATE}",
        ),
        _any(rf"(?:late|founder|philanthropist|named after|dr\.?|doctor|professor|prof\.?|nurse|volunteer|employee) {_NAME}[^.!?]{{0,20}}", r"patient (?:advocate|relations|services|experience|safety|advisory|access|engagement|education) [^.!?]{0,40}", r"(?:our|the) hospital was born [^.!?]{0,30}"),
    ),
    "nl": (
        _any(
            rf"{_NAME},? (?:\(?\d{{1,3}}(?: jaar)?\)?,? )?(?:heeft|had|kreeg|lijdt aan|leed aan|werd behandeld voor|is behandeld voor|werd opgenomen (?:met|wegens)|overleed aan|overwon|met|leeft met) (?:\w+ )?{_ZIEK}",
            rf"(?:onze )?pati[eë]nte?,? (?:genaamd |meneer |mevrouw |dhr\.? |mw\.? )?{_NAME}", r"(?:patiënt|patient|dossier|opname|zis)(?:en)?[- ]?(?:nummer|nr\.?|id)?[:#]? ?#?\d{5,}",
            rf"(?:geb\.?|geboren(?: op)?|geboortedatum) ?:? ?{_DATE}",
        ),
        _any(rf"(?:wijlen|oprichter|vernoemd naar|dr\.?|prof\.?|dokter|professor|verpleegkundige|vrijwilliger|medewerker) {_NAME}[^.!?]{{0,20}}"),
    ),
}  # fmt: skip
