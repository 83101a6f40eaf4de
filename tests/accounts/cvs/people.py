"""Made-up people: a CV as a file, and the facts that stand in it. What is refused everywhere stands in some of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.accounts.cvs.writing import Paper, docx, odt, simple_docx, wbox, wp, wtable

Fact = tuple[str, str]


@dataclass(frozen=True)
class Case:
    make: Callable[[], bytes]
    kind: str
    facts: str  # a fact a line: "kind  value"

    def expected(self) -> set[Fact]:
        rows = [line.strip().partition(" ") for line in self.facts.strip().splitlines()]
        return {(kind, value.strip()) for kind, _space, value in rows}


def word_with_tables() -> bytes:
    """Contact in the page's head, a text box at the side, jobs in a table."""
    header = wp("Priya Raman") + wp("Tacoma, WA | (253) 555-0142 | priya.raman@example.org")
    body = (
        wp("Social Media Manager", "Subtitle")
        + wbox("# Skills", "* Hootsuite and Sprout Social", "* Crisis communication", "* Canva")
        + wp("# Professional Summary")
        + wp("Community manager with eight years in hospitals. I turn clinical news into posts that patients understand.")
        + wp("# Work Experience")
        + wtable(
            [
                ("Mar 2019 – Present", "Social Media Manager\nRainier Valley Hospital, Tacoma, WA\n* Built a review process with the privacy office\n* Coached 40 physicians on their own channels"),
                ("06/2015 – 02/2019", "Community Coordinator\nPuget Health Partners\n* Answered 200 messages a week"),
            ]
        )
        + wp("# Education")
        + wtable([("2015", "BA in Communication\nUniversity of Washington")])
        + wp("# Languages")
        + wp("English (native), Tamil, Spanish – B1")
        + wp("# Certifications")
        + wp("* Social Media Management Certificate, Hootsuite Academy, May 2021")
        + wp("* HIPAA certified, MedLearn, 2022")
    )  # fmt: skip
    return docx(body, header=header, links=["https://www.linkedin.com/in/priya-raman", "https://priyaraman.example.com/work"])  # fmt: skip


WORD = """
name Priya Raman
phone 2535550142
place Tacoma/WA/US
headline Social Media Manager
about Community manager with eight years
job Social Media Manager @ Rainier Valley Hospital
days Social Media Manager 2019-03 –
job Community Coordinator @ Puget Health Partners
days Community Coordinator 2015-06 – 2019-02
study BA in Communication @ University of Washington
ended BA in Communication 2015 bachelor
language en native
language es B1
evidence Social Media Management Certificate @ Hootsuite Academy 2021-05 social-media-management
channel linkedin in/priya-raman
link https://priyaraman.example.com/work
skill social-publishing-tools
skill crisis-communication
skill graphic-design
skill hipaa
skill social-media-management
"""

DUTCH = """
Curriculum vitae
Sanne de Vries
Adviseur online communicatie
Adres: Lange Nieuwstraat 12, 3512 PH Utrecht
Telefoon: 06 12 34 56 78
E-mail: sanne@voorbeeld.nl
Geboortedatum: 14 maart 1988
Nationaliteit: Nederlandse
Burgerlijke staat: gehuwd, twee kinderen
Instagram: @sanne.schrijft
# Profiel
Ik maak zorg begrijpelijk. Sinds 2013 schrijf ik voor patiënten en medewerkers. Mijn huidige salaris is € 4.200 bruto per maand.
# Werkervaring
april 2018 – heden\tAdviseur online communicatie, Ziekenhuis Rijnveld, Utrecht
* Webcare en contentkalender voor vijf kanalen
* Trainde artsen in social media
sept. 2013 – mrt 2018\tCommunicatiemedewerker, Zorggroep De Linde
* Nieuwsbrief voor 3.000 medewerkers
2012 – 2013\tStagiair redactie, Dagblad van het Midden
# Opleiding
2009 – 2013\tHbo-bachelor Communicatie, Hogeschool Utrecht
2003 – 2009\tVwo, Stedelijk Gymnasium
# Talen
Nederlands: moedertaal
Engels: vloeiend
Duits: basis
# Cursussen
Webcare in de zorg, Nieuwsacademie, november 2019
# Vaardigheden
Social media-strategie, fotografie, WordPress, begrijpelijke taal
# Hobby's
Hardlopen, koken
"""
DUTCH_FACTS = """
name Sanne de Vries
phone 0612345678
place Utrecht/Utrecht/NL
headline Adviseur online communicatie
about Ik maak zorg begrijpelijk.
channel instagram sanne.schrijft
job Adviseur online communicatie @ Ziekenhuis Rijnveld
days Adviseur online communicatie 2018-04 –
job Communicatiemedewerker @ Zorggroep De Linde
days Communicatiemedewerker 2013-09 – 2018-03
job Stagiair redactie @ Dagblad van het Midden
days Stagiair redactie 2012-01 – 2013-12
study Hbo-bachelor Communicatie @ Hogeschool Utrecht
ended Hbo-bachelor Communicatie 2013 bachelor
study Vwo @ Stedelijk Gymnasium
ended Vwo 2009 high_school
language nl native
language en C1
language de A2
evidence Webcare in de zorg @ Nieuwsacademie 2019-11 social-customer-care
skill social-media-strategy
skill photography
skill cms
skill plain-language
skill community-management
skill social-customer-care
skill content-strategy
skill social-media-management
skill email-marketing
"""

LIBRE = """
Tom Okafor
Content creator and videographer
Portland, OR · +1 503 555 0177 · tom@example.org · www.tomokafor.example.org
# About me
I film and write for clinics. Five years of short video for health systems, with captions and plain words in each of them.
# Employment History
Northlake Children’s Hospital, Portland, OR
Video Content Producer\tJanuary 2021 – present
* Produced 120 short videos with patients’ written consent
* Wrote captions and alt text for every post
Willamette Media Group, Portland, OR
Junior Videographer\tJune 2017 – December 2020
* Filmed events for nine clients
# Education
Portland State University
BFA, Film and Media\t2013 – 2017
# Skills
Video production and editing, Photoshop, captions, storytelling
# Languages
English\tC2
French\tB1
# References
Available on request
"""
LIBRE_FACTS = """
name Tom Okafor
phone 15035550177
place Portland/OR/US
headline Content creator and videographer
about I film and write for clinics.
link https://www.tomokafor.example.org
job Video Content Producer @ Northlake Children’s Hospital
days Video Content Producer 2021-01 –
job Junior Videographer @ Willamette Media Group
days Junior Videographer 2017-06 – 2020-12
study BFA, Film and Media @ Portland State University
ended BFA, Film and Media 2017 bachelor
language en C2
language fr B1
skill video-production
skill photography
skill web-accessibility
skill storytelling
"""


@cache
def cases() -> dict[str, Case]:
    from tests.accounts.cvs import pages

    return {
        "word with tables": Case(word_with_tables, "docx", WORD),
        "dutch word": Case(lambda: simple_docx(DUTCH), "docx", DUTCH_FACTS),
        "libreoffice": Case(lambda: odt(LIBRE), "odt", LIBRE_FACTS),
        **pages.CASES,
    }


__all__ = ["Case", "Fact", "Paper", "cases"]
