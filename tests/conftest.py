"""The people and things that tests speak of."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.middleware import csrf
from django.test import Client, TransactionTestCase
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from accounts.evidence import samples_sent
from accounts.models import MODERATORS, Document, SamplePicture, User, WorkSample
from accounts.profiles import profile_of
from applications.models import Application
from core import gazetteer, house
from core import vocabulary as words
from core.vocabulary import vocabulary
from hospitals.models import Hospital, Seat
from hospitals.roles import Role
from mentoring.finding_talks import giving
from pay import known as wages
from postings.models import Place, Posting
from postings.search import index
from tests import clean_slate
from tests.template_database import template

vocabulary.seconds = 30.0  # no test counts queries while the words are asked for anew
csrf.CSRF_ALLOWED_CHARS = "qxzQXZ"  # by chance a token of a form spelled a name that a test looks for
PASSWORD = "demo-pass-2026"


@pytest.fixture(autouse=True)
def _fresh_words() -> None:
    """The vocabulary and the search index are kept in the process; a test must not see another test's."""
    words.forget()
    index.forget()
    wages.forget()
    giving.forget()
    house.assume(house.House())  # what a test announces or switches off makes it read


SLOW = ("survival", "journeys", "tooling", "doors")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long begin first, so that two processes end together."""
    items.sort(
        key=lambda item: next((n for n, part in enumerate(SLOW) if part in item.path.parts), len(SLOW))
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    # What a test wrote need not survive a power cut, and a busy machine does not decide who waits too long for a lock.
    connection.settings_dict["OPTIONS"]["options"] += " -c synchronous_commit=off -c lock_timeout=20s"
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        clean_slate.remember()
    TransactionTestCase._fixture_teardown = clean_slate.restore  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _speak_english() -> None:
    """A request leaves its language active in the thread; the next test's addresses would carry it."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def _quick_and_private(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # argon2 is slow on purpose; what is tested here is never the hash
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def person(email: str, name: str, **fields: Any) -> User:
    user = User.objects.create_user(email, PASSWORD, name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


@pytest.fixture
def make_person(db: None) -> Callable[..., User]:
    return person


@pytest.fixture
def candidate(db: None) -> User:
    return person("amara@people.example", "Amara Bekele", looks_for_work=True)


@pytest.fixture
def candidate2(db: None) -> User:
    return person("lewis@people.example", "Lewis Okafor", looks_for_work=True, language="nl")


def make_hospital(**fields: Any) -> Hospital:
    facts: dict[str, Any] = {
        "name": "Northlake General Hospital",
        "slug": "northlake",
        "country": "US",
        "region": "WA",
        "city": "Tacoma",
        "postcode": "98405",
        "kind": "acute_care",
        "website": "https://northlake.example",
        "web_domain": "northlake.example",
        "status": Hospital.Status.VERIFIED,
        "verified_at": timezone.now(),
    }
    return Hospital.objects.create(**{**facts, **fields})


@pytest.fixture
def hospital(db: None) -> Hospital:
    return make_hospital()


@pytest.fixture
def hospital2(db: None) -> Hospital:
    return make_hospital(
        name="Ziekenhuis De Waterlinie",
        slug="de-waterlinie",
        country="NL",
        region="Utrecht",
        city="Utrecht",
        postcode="3511 AA",
        website="https://waterlinie.example",
        web_domain="waterlinie.example",
    )


def seat(email: str, name: str, hospital: Hospital, role: str, **fields: Any) -> User:
    user = person(email, name, hires=True, **fields)
    Seat.objects.create(hospital=hospital, user=user, role=role)
    return user


@pytest.fixture
def owner(hospital: Hospital) -> User:
    return seat("ines@northlake.example", "Ines Calder", hospital, Role.OWNER)


@pytest.fixture
def recruiter(hospital: Hospital) -> User:
    return seat("priya@northlake.example", "Priya Nair", hospital, Role.RECRUITER)


@pytest.fixture
def reviewer(hospital: Hospital) -> User:
    return seat("tom@northlake.example", "Tom Reyes", hospital, Role.REVIEWER)


@pytest.fixture
def host(hospital: Hospital) -> User:
    return seat("hana@northlake.example", "Hana Sato", hospital, Role.HOST)


@pytest.fixture
def owner2(hospital2: Hospital) -> User:
    return seat("joris@waterlinie.example", "Joris van Dam", hospital2, Role.OWNER, language="nl")


@pytest.fixture
def moderator(db: None) -> User:
    user = person("mo@board.example", "Mo Derat")
    user.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    return user


@pytest.fixture
def colleague(db: None) -> User:
    """Another moderator."""
    user = person("col@board.example", "Col League")
    user.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    return user


@pytest.fixture
def admin_user(db: None) -> User:
    return person("root@board.example", "Ada Min", is_staff=True, is_superuser=True)


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """A signed-in browser without JavaScript; None is a visitor."""

    def make(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="accounts.backends.Backend")
        return client

    return make


def posting_facts(hospital: Hospital) -> dict[str, Any]:
    """A posting that could be live as it is."""
    known, now = vocabulary(), timezone.now()
    skills = {s.slug: s.pk for s in known.skills.values()}
    return {
        "hospital": hospital,
        "language": "nl" if hospital.country == "NL" else "en",
        "title": "Social media manager",
        "engagement_id": "employee",
        "hours": "full_time",
        "hours_min": 36,
        "hours_max": 40,
        "mode": "hybrid",
        "description": "## What you will do\n\nYou plan and write for four channels and teach our doctors to use them safely.",
        "pay_min": Decimal(64000),
        "pay_max": Decimal(78000),
        "pay_currency": "EUR" if hospital.country == "NL" else "USD",
        "pay_period_id": "year",
        "required_skills": [skills["public-relations"], skills["hipaa"], skills["staff-training"]],
        "nice_skills": [skills["html"]],
        "channels": [known.channel("facebook").pk],  # type: ignore[union-attr]
        "duty_running_channels": 60,
        "duty_training": 40,
        "education_id": "bachelor",
        "experience_id": "mid",
        "laws": ["hipaa"],
        "status": Posting.Status.PUBLISHED,
        "respond_by_days": 10,
        "submitted_at": now - timedelta(days=3),
        "published_at": now - timedelta(days=2),
        "publish_at": now - timedelta(days=2),
        "closes_at": now + timedelta(days=20),
    }


@pytest.fixture
def make_posting(hospital: Hospital) -> Callable[..., Posting]:
    """A live posting of `hospital`; give fields to change it (`hospital=` too, `city=` for its place)."""

    def make(*, city: str = "", **fields: Any) -> Posting:
        from core.text import markdown
        from postings.search import terms

        home = fields.get("hospital", hospital)
        posting = Posting(**{**posting_facts(home), **fields})
        posting.description_html = markdown(posting.description)
        posting.save()
        city = city or home.city
        lat, lon = gazetteer.point(home.country, home.region, city, home.postcode) or (None, None)
        Place.objects.create(
            posting=posting,
            lat=lat,
            lon=lon,
            country=home.country,
            region=home.region,
            city=city,
            postcode=home.postcode,
            words=f"{city} {home.region} {home.postcode}".lower(),
        )
        terms.index(posting)
        posting.refresh_from_db()
        return posting

    return make


@pytest.fixture
def posting(make_posting: Callable[..., Posting]) -> Posting:
    return make_posting()


def small_pdf(text: str = "Curriculum vitae") -> bytes:
    """A valid PDF of one page."""
    from io import BytesIO

    from pypdf import PdfWriter

    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.add_metadata({"/Title": text})
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def pdf_file() -> bytes:
    return small_pdf()


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 30), **how: Any) -> SimpleUploadedFile:
    """A small picture as somebody uploads it."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", size, "#0b5d50").save(out, kind, **how)
    return SimpleUploadedFile(f"logo.{kind.lower()}", out.getvalue())


@pytest.fixture
def make_document() -> Callable[..., Document]:
    def make(user: User, name: str = "cv.pdf") -> Document:
        from django.core.files.base import ContentFile

        content = small_pdf()
        document = Document(owner=user, name=name, kind="pdf", size=len(content), sha256="0" * 64, pages=1)
        document.file.save(name, ContentFile(content), save=True)
        return document

    return make


@pytest.fixture
def make_application(
    posting: Posting, candidate: User, make_document: Callable[..., Document]
) -> Callable[..., Application]:
    """An application that was sent; give `status=` and what that status needs."""

    def make(**fields: Any) -> Application:
        now = timezone.now()
        person = fields.get("candidate", candidate)
        facts: dict[str, Any] = {
            "posting": posting,
            "candidate": person,
            "status": Application.Stage.SUBMITTED,
            "letter": "I have run Facebook and YouTube for three years.",
            "snapshot": {"name": person.name, "email": person.email, "skills": [], "links": []},
            "submitted_at": now,
            "respond_by": now + timedelta(days=10),
        }
        if fields.get("status") == Application.Stage.DRAFT:
            facts.update(submitted_at=None, respond_by=None)
        if "cv" not in fields:
            facts["cv"] = make_document(person)
        return Application.objects.create(**{**facts, **fields})

    return make


def make_sample(user: User, *, pictures: int = 1, **fields: Any) -> WorkSample:
    """A work sample of somebody, with pictures of two by two pixels; its life is in accounts/samples.py."""
    now = timezone.now()
    facts = {
        "profile": profile_of(user),
        "title": "A day on the ward",
        "did": "Script, filming and captions.",
        "result": "12,000 views in a week",
        "declared_at": now,
        "declared_version": 1,
    }
    sample = WorkSample.objects.create(**{**facts, **fields})
    for number in range(1, pictures + 1):
        page = SamplePicture(sample=sample, number=number, kind="webp", width=2, height=2)
        page.file.save("1", ContentFile(picture("WEBP", (2, 2)).read()), save=True)
    return sample


def send_samples(application: Application) -> None:
    """As if the candidate's samples had been there when it was sent."""
    application.snapshot["samples"] = samples_sent(profile_of(application.candidate))
    application.save(update_fields=["snapshot"])


def make_offer(application: Application, **fields: Any) -> Any:
    """The terms of an application that is at "offered"; give fields to change them."""
    from applications.models import Offer

    now = timezone.now()
    facts: dict[str, Any] = {
        "application": application,
        "pay": Decimal(72000),
        "pay_currency": "USD",
        "pay_period_id": "year",
        "hours": Decimal(36),
        "starts_on": (now + timedelta(days=40)).date(),
        "answer_by": now + timedelta(days=7),
        "words": "We hope that you join us.",
        "made_at": now,
    }
    return Offer.objects.create(**{**facts, **fields})


def visible_profile(
    user: User, *, skills: tuple[str, ...] = ("hipaa", "staff-training"), **fields: Any
) -> Any:
    """A profile that verified hospitals find; give fields to change it."""
    from accounts.models import Profile

    facts: dict[str, Any] = {
        "headline": "Webcare and video for a children’s hospital",
        "city": "Tacoma",
        "region": "WA",
        "country": "US",
        "visibility": "hospitals",
        "visible_at": timezone.now(),
        **fields,
    }
    profile = Profile.objects.update_or_create(user=user, defaults=facts)[0]
    for slug in skills:
        profile.skills.get_or_create(skill=vocabulary().skill(slug), defaults={"level": "working"})
    return profile
