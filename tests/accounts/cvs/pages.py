"""CVs as PDF: what TeX, a page designer, Europass, a network's export and a browser make."""

from pathlib import Path

from tests.accounts.cvs.people import Case
from tests.accounts.cvs.writing import Paper


def tex() -> bytes:
    """Days at the left edge, words set one by one, ligatures, a second page."""
    p = Paper()
    p.set_apart(60, 70, "Lars Visser", 22)
    p.set_apart(60, 92, "Science communication officer", 12)
    p.set_apart(350, 70, "Leiden, Netherlands", 9)
    p.set_apart(350, 82, "+31 6 2222 3333", 9)
    p.set_apart(350, 94, "lars@example.org", 9)
    p.set_apart(350, 106, "https://larsvisser.example.org", 9)
    y = 140.0
    for left, right in (
        ("#", "Experience"),
        ("2019–2021", "Communication officer, Delta University Medical Center, Leiden."),
        ("", "• Reflected findings of 30 studies in plain language"),
        ("", "• Started a podcast with the office of the dean"),
        ("Sep 2016–2018", "Editor, Science Weekly Foundation, Amsterdam."),
        ("", "• Edited a newsletter for 12,000 readers and offered it to"),
        ("", "  schools"),
        ("#", "Education"),
        ("2011–2016", "MSc Science Communication, Delft University of Technology."),
        ("#", "Languages"),
        ("Dutch", "Mother tongue"),
        ("English", "Fluent (C2)"),
        ("German", "Basic"),
        ("#", "Skills"),
        ("Tools", "WordPress, Google Analytics, HTML"),
        ("Writing", "Plain language, blogging, podcast production"),
    ):
        if left == "#":
            y += 10
            p.set_apart(60, y, right, 13)
        else:
            p.set_apart(60, y, left)
            p.set_apart(150, y, right)
        y += 15
    return p.done()


TEX = """
name Lars Visser
phone 31622223333
place Leiden/Zuid-Holland/NL
headline Science communication officer
link https://larsvisser.example.org
job Communication officer @ Delta University Medical Center
days Communication officer 2019-01 – 2021-12
job Editor @ Science Weekly Foundation
days Editor 2016-09 – 2018-12
study MSc Science Communication @ Delft University of Technology
ended MSc Science Communication 2016 master
language nl native
language en C2
language de A2
skill cms
skill analytics-reporting
skill html
skill plain-language
skill blogging
skill podcasting
skill email-marketing
skill written-communication
"""


def two_columns() -> bytes:
    """A bar with contact, skills and languages; lines of both columns stand at the same height."""
    p = Paper()
    p.text(40, 60, "NOOR EL AMRANI", 22)
    p.text(40, 82, "Social media specialist", 12)
    bar = """
# CONTACT
Rotterdam
06-87654321
noor@example.org
linkedin.com/in/noorelamrani
Instagram: @noor.in.de.zorg
# SKILLS
Community management
Canva
Social listening
Videoproductie
# LANGUAGES
Dutch – native
Arabic – fluent
English – C1
# INTERESTS
Rowing
Salary: EUR 3,900 per month
"""
    main = """
# PROFILE
I run channels for hospitals and train the people who
speak on them. I like a comment section that stays kind.
# EXPERIENCE
Social media specialist
Maasstad Kliniek, Rotterdam
02/2020 - heden
• Ran a campaign for 60 vacancies
• Wrote the house rules for comments
Online redacteur
Omroep Waterweg
09/2016 - 01/2020
• Filmed and published daily
# EDUCATION
Bachelor Communication
Hogeschool Rotterdam
2012 - 2016
# CERTIFICATES
Online moderation, School of Care, 2022
"""
    p.column(40, 110, bar)
    p.column(215, 110, main)
    return p.done()


TWO = """
name Noor El Amrani
phone 0687654321
place Rotterdam/Zuid-Holland/NL
headline Social media specialist
about I run channels for hospitals
channel linkedin in/noorelamrani
channel instagram noor.in.de.zorg
job Social media specialist @ Maasstad Kliniek
days Social media specialist 2020-02 –
job Online redacteur @ Omroep Waterweg
days Online redacteur 2016-09 – 2020-01
study Bachelor Communication @ Hogeschool Rotterdam
ended Bachelor Communication 2016 bachelor
language nl native
language ar C1
language en C1
evidence Online moderation @ School of Care 2022-01 community-management
skill community-management
skill graphic-design
skill social-listening
skill video-production
skill social-media-management
"""


def europass() -> bytes:
    """The old form: labels at the left of every line."""
    p = Paper()
    y = 60.0
    for label, value in (
        ("Europass Curriculum Vitae", ""),
        ("Personal information", ""),
        ("First name(s) / Surname(s)", "Ilse Peeters"),
        ("Address", "Grote Markt 3, 9711 LV Groningen, Netherlands"),
        ("Telephone(s)", "+31 50 311 2233"),
        ("E-mail", "ilse@example.org"),
        ("Nationality", "Belgian"),
        ("Date of birth", "3 May 1985"),
        ("Gender", "Female"),
        ("Work experience", ""),
        ("Dates", "01/2017 – 12/2022"),
        ("Occupation or position held", "Press officer"),
        ("Name and address of employer", "Noorderzorg Hospital, Groningen"),
        ("Main activities and responsibilities", "Media relations and patient stories"),
        ("Dates", "03/2012 – 12/2016"),
        ("Occupation or position held", "Communication assistant"),
        ("Name and address of employer", "Gemeente Assen"),
        ("Main activities and responsibilities", "Wrote the town’s newsletter"),
        ("Education and training", ""),
        ("Dates", "2008 – 2011"),
        ("Title of qualification awarded", "Bachelor of Arts in Journalism"),
        ("Name and type of organisation", "Hanze University of Applied Sciences"),
        ("Mother tongue(s)", "Dutch"),
        ("Other language(s)", ""),
        ("English", "C1  C1  B2  B2  B2"),
        ("French", "B1  B1  A2  A2  A2"),
        ("Computer skills and competences", "Drupal, Photoshop"),
    ):
        p.text(45, y, label, 8.5)
        if value:
            p.text(230, y, value, 9)
        y += 17
    return p.done()


EURO = """
name Ilse Peeters
phone 31503112233
place Groningen/Groningen/NL
job Press officer @ Noorderzorg Hospital
days Press officer 2017-01 – 2022-12
job Communication assistant @ Gemeente Assen
days Communication assistant 2012-03 – 2016-12
study Bachelor of Arts in Journalism @ Hanze University of Applied Sciences
ended Bachelor of Arts in Journalism 2011 bachelor
language nl native
language en B2
language fr A2
skill cms
skill photography
skill media-relations
skill public-relations
skill email-marketing
skill storytelling
"""


def network_export() -> bytes:
    """What a network for work exports: contact in a bar, several roles, months counted in brackets."""
    p = Paper()
    bar = """
# Contact
www.linkedin.com/in/danareyes
(LinkedIn)
danareyes.example.com (Portfolio)
# Top Skills
Social Media Strategy
Community Management
Copywriting
# Languages
English (Native or Bilingual)
Spanish (Professional Working)
# Certifications
Social Listening Essentials
"""
    main = """
# Dana Reyes
Social media lead in children’s health
Phoenix, Arizona, United States
# Summary
I help clinicians say true things in few words.
Twelve years in newsrooms and hospitals.
# Experience
Saguaro Children's Hospital
Social Media Lead
January 2020 - Present (6 years 11 months)
Phoenix, Arizona, United States
Grew four channels and a team of three.
Desert Daily News
Digital Editor
May 2014 - December 2019 (5 years 8 months)
Phoenix, Arizona
# Education
Arizona State University
Bachelor's degree, Journalism · (2010 - 2014)
Page 1 of 1
"""
    p.column(30, 60, bar, 8.5, 13.5)
    p.column(230, 60, main, 10, 15)
    return p.done()


NETWORK = """
name Dana Reyes
place Phoenix/AZ/US
headline Social media lead in children’s health
about I help clinicians say true things
channel linkedin in/danareyes
link https://danareyes.example.com
job Social Media Lead @ Saguaro Children's Hospital
days Social Media Lead 2020-01 –
job Digital Editor @ Desert Daily News
days Digital Editor 2014-05 – 2019-12
study Bachelor's degree, Journalism @ Arizona State University
ended Bachelor's degree, Journalism 2014 bachelor
language en native
language es C1
skill social-media-strategy
skill social-media-management
skill social-listening
skill community-management
skill written-communication
"""


def classic() -> bytes:
    """One column, days at the right edge, organisations in capitals."""
    p = Paper()
    p.text(210, 60, "Marcus Lee Whitfield", 16)
    p.text(120, 78, "1200 Pine Street, Seattle, WA 98101 | 206.555.0199 | marcus@example.org")
    y = 110.0
    for left, right in (
        ("OBJECTIVE", ""),
        ("Internship in a hospital’s social media team, from summer 2027.", ""),
        ("EDUCATION", ""),
        ("Seattle University, Seattle, WA", "June 2026"),
        ("Bachelor of Arts in Communication and Media, GPA 3.7", ""),
        ("EXPERIENCE", ""),
        ("Social Media Intern", "Sept 2025 – June 2026"),
        ("Cascade Community Clinic, Seattle, WA", ""),
        ("• Scheduled 150 posts in Hootsuite and reported on each month", ""),
        ("• Wrote a style guide that the team kept", ""),
        ("Barista", "Summer 2023 – Aug 2025"),
        ("Corner Coffee Company, Seattle, WA", ""),
        ("• Served 300 guests a day", ""),
        ("VOLUNTEER EXPERIENCE", ""),
        ("Crisis Line Volunteer", "2024 – present"),
        ("Harbor Help Foundation", ""),
        ("SKILLS", ""),
        ("Canva, Hootsuite, Google Analytics, public speaking", ""),
        ("REFERENCES", ""),
        ("Jane Doe, Manager, 2020 – present", ""),
    ):
        p.text(60, y, left)
        if right:
            p.right(535, y, right)
        y += 15 + (8 if not right and left.isupper() else 0)
    return p.done()


CLASSIC = """
name Marcus Lee Whitfield
phone 2065550199
place Seattle/WA/US
about Internship in a hospital’s social media team
study Bachelor of Arts in Communication and Media @ Seattle University
ended Bachelor of Arts in Communication and Media 2026 bachelor
job Social Media Intern @ Cascade Community Clinic
days Social Media Intern 2025-09 – 2026-06
job Barista @ Corner Coffee Company
days Barista 2023-06 – 2025-08
job Crisis Line Volunteer @ Harbor Help Foundation
days Crisis Line Volunteer 2024-01 –
skill graphic-design
skill social-publishing-tools
skill analytics-reporting
skill public-speaking
skill social-media-management
"""

BROWSER = """
name Fatima Bakker
phone 31687651234
place Eindhoven/Noord-Brabant/NL
headline Contentmaker en webredacteur
about Ik maak verhalen waar patiënten iets aan hebben.
channel tiktok fatimamaakt
link https://fatimabakker.example.nl
job Contentmaker @ Ziekenhuis Dommelzicht
days Contentmaker 2021-03 –
job Webredacteur @ Stichting Gezond Brabant
days Webredacteur 2017-09 – 2021-02
study Bachelor Journalistiek @ Fontys Hogeschool
ended Bachelor Journalistiek 2017 bachelor
language nl native
language en B2
skill content-creation
skill video-production
skill web-accessibility
skill storytelling
"""

CASES = {
    "tex": Case(tex, "pdf", TEX),
    "two columns": Case(two_columns, "pdf", TWO),
    "europass": Case(europass, "pdf", EURO),
    "network export": Case(network_export, "pdf", NETWORK),
    "classic": Case(classic, "pdf", CLASSIC),
    "browser": Case(lambda: (Path(__file__).parent / "browser.pdf").read_bytes(), "pdf", BROWSER),
}
