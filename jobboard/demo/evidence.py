"""What backs the skills of some candidates of the demo: trainings, a certificate, teaching, samples of work."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts import samples
from accounts.evidence import last_day
from accounts.models import Evidence, Training, User
from accounts.profiles import profile_of
from core.redrawn import Page
from core.vocabulary import vocabulary

FIRST, TEACHER, REPORTER = "candidate@demo.example", "candidate3@demo.example", "reviewer@demo.example"
STORM: dict[str, Any] = {
    "title": "Storm week: one thread that people could check",
    "channel": "facebook",
    "did": "I wrote and posted every update for six days, answered in the comments, and handed over each night with a list"
    " of what was still open.",
    "result": "4,100 questions answered, half of them within 20 minutes",
}
LETTERS: dict[str, Any] = {
    "title": "A monthly letter about water, without one hard word",
    "channel": "newsletter",
    "url": "https://mayaferrante.example/letters/water",
    "did": "Idea, interviews with engineers, text and layout.",
    "result": "From 900 to 6,300 readers in two years; 58% open it",
}
WARD: dict[str, Any] = {
    "title": "Hand hygiene in forty seconds",
    "channel": "tiktok",
    "url": "https://delphineokafor.example/hands",
    "did": "Script and direction; a nurse and a doctor of the ward play themselves.",
    "result": "31,000 views, 12 wards asked for their own",
}


def load_evidence(people: dict[str, User], now: datetime) -> None:
    """Call it before anybody applies: snapshots carry it."""
    maya, teacher = profile_of(people[FIRST]), profile_of(people[TEACHER])
    storm = samples.add(maya, _of(STORM), [_storm()], at=now - timedelta(days=40))
    samples.add(maya, _of(LETTERS), [], at=now - timedelta(days=38))
    month = now.date().replace(day=1)
    _backs(
        maya,
        "hipaa",
        "training",
        "Patient privacy for people who post",
        "Puget Health College",
        _ago(month, 8),
    )
    _backs(
        maya, "analytics-reporting", "certificate", "Reporting for public bodies", "Northwest Press Guild",
        _ago(month, 26), last_day(_ago(month, 2)),
    )  # fmt: skip
    Evidence.objects.create(
        profile=maya, skill=_skill("crisis-communication"), kind=Evidence.Kind.SAMPLE, sample=storm
    )
    _taught(
        maya, "physicians", "talk", 40, month.year, "What to post, and not to post, when the power is out"
    )
    _backs(
        teacher, "staff-training", "reference", "Workshops for 9 wards", "Old Harbor Health", _ago(month, 14)
    )
    _taught(teacher, "physicians", "workshop", 12, month.year, "Writing a post that a patient understands")
    _taught(teacher, "nurses", "one_to_one", None, month.year - 1, "Answering questions on social media")
    samples.add(teacher, _of(WARD), [], at=now - timedelta(days=30))


def load_report(people: dict[str, User], now: datetime) -> None:
    """Call it when people have applied: a hospital that was sent the sample reads that it is being looked at."""
    samples.report(
        profile_of(people[TEACHER]).samples.get(), by=people[REPORTER], reason="patient", at=now - timedelta(hours=5),
        words="At 0:22 a bed with a name plate can be seen behind the nurse.",
    )  # fmt: skip


def _of(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"channel": vocabulary().channel(row["channel"])}


def _skill(slug: str) -> Any:
    return vocabulary().skill(slug)


def _ago(month: date, months: int) -> date:
    at = month.year * 12 + month.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def _backs(
    profile: Any, skill: str, kind: str, title: str, issuer: str, on: date, ends: date | None = None
) -> None:
    Evidence.objects.create(
        profile=profile, skill=_skill(skill), kind=kind, title=title, issuer=issuer, on=on, expires_on=ends
    )


def _taught(profile: Any, audience: str, how: str, size: int | None, year: int, what: str) -> None:
    Training.objects.create(
        profile=profile, audience=audience, format=how, group_size=size, year=year, what=what
    )


def _storm() -> Page:
    """A post as people saw it, in the colours of the utility."""
    from PIL import Image, ImageDraw, ImageFont

    fonts, out = Path(settings.BASE_DIR) / "core" / "data" / "fonts", BytesIO()
    large = ImageFont.truetype(str(fonts / "DejaVuSans-Bold.ttf"), 64)
    small = ImageFont.truetype(str(fonts / "DejaVuSans.ttf"), 36)
    post = Image.new("RGB", (1080, 1080), "#12343b")
    pen = ImageDraw.Draw(post)
    pen.rectangle((0, 0, 1080, 150), fill="#e0a030")
    pen.text((60, 45), "STORM UPDATE  6 PM", font=large, fill="#12343b")
    pen.multiline_text((60, 230), "Power is back for\n3 of 4 homes.", font=large, fill="#ffffff", spacing=24)
    rows = (
        "Crews work until 10 PM tonight.",
        "Warm room: the library, open all night.",
        "Ask here. A person answers.",
    )
    for n, row in enumerate(rows):
        pen.ellipse((60, 532 + n * 90, 84, 556 + n * 90), fill="#e0a030")
        pen.text((110, 520 + n * 90), row, font=small, fill="#ffffff")
    for step in range(12):  # lamps along the street, three of four lit
        lit = "#ffd97a" if step % 4 != 3 else "#2b5560"
        pen.rectangle((60 + step * 82, 900, 120 + step * 82, 1000), fill=lit)
    post.save(out, "WEBP", quality=82)
    return Page(out.getvalue(), "webp", *post.size)
