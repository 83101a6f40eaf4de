"""Enough applicants for one opening of the demo that its list and board are worth filtering."""

import random
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Max

from accounts.models import User
from accounts.snapshots import snapshot
from applications.models import Application, SavedView, Stage
from core import audit
from core.vocabulary import vocabulary
from jobboard.demo.applications import AFTER, PATHS, _cv
from postings.models import Posting

OPENING = "northlake-social-media-manager"
# name, what they do, days ago, stage
PEOPLE = """
Noor Haddad|PR officer, city council|13|submitted
Lewis Okafor|Social media, food bank|12|submitted
Hanna Weiss|Reporter, local radio|12|submitted
Jun Watanabe|Intern, county museum|7|submitted
Clara Mendes|Marketing, dental group|6|submitted
Owen Price|Nurse, runs the blog of a ward|5|submitted
Sanne de Wit|Communications, charity|5|submitted
Mateo Ruiz|Agency, clients in health|4|submitted
Elif Aydin|Web editor, university|4|submitted
Grace Mbeki|Press office, port|3|submitted
Jonas Vik|Channel lead, aid group|3|submitted
Ruth Amsel|Marketing, pharmacy|2|submitted
Dewi Lestari|Patient stories, charity|2|submitted
Nadia Orlov|PR lead, school district|1|submitted
Peter Hale|Editor, health blog|1|submitted
Amina Diallo|Community manager, transit agency|9|in_review
Tomas Novak|Video producer, museum|9|in_review
Ingrid Solberg|Campaigns, blood bank|8|in_review
Kofi Mensah|Newsletter editor, library|8|in_review
Lucia Ferraro|Social lead, theatre|10|shortlisted
Ben Carter|Communications, county clinic|10|shortlisted
Mei Tan|Crisis desk, power company|11|shortlisted
Aisha Rahman|Public affairs, airport|11|interview
""".strip().splitlines()


def load_pipeline(postings: dict[str, Posting], recruiter: User, now: datetime) -> None:
    """Call it when the openings are there. The words of letters and CVs are read by the worker."""
    posting, mixed = postings[OPENING], random.Random(4)  # noqa: S311  # the same demo each time
    asked = [
        {"slug": skill.slug, "level": ""} for skill in vocabulary().skills_named(posting.required_skills)
    ]
    last = posting.applications.aggregate(n=Max("number"))["n"] or 0
    for place, line in enumerate(PEOPLE, 1):
        name, headline, days, stage = line.split("|")
        user = User.objects.create(
            email=f"{name.split()[0].lower()}.{name.split()[-1].lower()}@demo.example",
            name=name,
            password="!",  # noqa: S106  # nobody signs in as them
            looks_for_work=True,
        )
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        sent = now - timedelta(days=int(days), hours=place)
        held = mixed.sample(asked, mixed.randint(2, len(asked)))
        application = Application.objects.create(
            posting=posting,
            candidate=user,
            status=stage,
            number=last + place,
            cv=_cv(user),
            letter=f"I work as: {headline}. Your page on the winter storms made me write to you.",
            snapshot={**snapshot(user), "headline": headline, "skills": held},
            submitted_at=sent,
            respond_by=sent + timedelta(days=posting.respond_by_days),
            first_answer_at=None if stage in {Stage.SUBMITTED, Stage.IN_REVIEW} else now - timedelta(days=2),
        )
        _trail(application, stage, sent, recruiter)
    query = f"opening={posting.pk}&skills=one"
    SavedView.objects.create(
        hospital=posting.hospital, owner=recruiter, name="Storm season team", query=query, shared=True
    )


def _trail(application: Application, stage: str, sent: datetime, recruiter: User) -> None:
    before = "draft"
    for step, verb in enumerate(PATHS[stage]):
        by = application.candidate if verb == "submit" else recruiter
        at = sent + timedelta(hours=20 * step)
        audit.record(application, verb, by=by, at=at, before=before, after=AFTER[verb])
        before = AFTER[verb]
