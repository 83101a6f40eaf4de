"""Suggestions that a CV made for a candidate of the demo; they wait on /me/profile/import/suggestions/."""

from datetime import datetime

from accounts.importing import offering, reading
from accounts.models import User
from core.cvlines import Page

CANDIDATE = "candidate@demo.example"
CV = """Curriculum vitae
Work experience
May 2019 – present	Community manager, Larkspur Children’s Clinic
• Answers 300 comments a week, with a nurse on call for questions about health
• Trained 25 physicians to speak on their own channels
2016 – 2019	Junior editor, Harbor Weekly News
Education
2012 – 2016	BA Communication, Ridgeway University
Certificates
Crisis communication, Institute for Public Relations, March 2022
Languages
English (native)
Spanish – B2
Portuguese
Skills
Community management, social listening, captions, Hootsuite"""


def load_reading(at: datetime) -> None:
    user = User.objects.get(email=CANDIDATE)
    offering.keep(user, "cv-2026.docx", reading.suggestions(Page(CV.split("\n"), [])), at=at)
