"""Whom a hospital may find, and how little it learns of them."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Evidence, Profile, ProfileLink, Training, User, WorkSample
from applications import hiding, looking
from applications.discovery import found_by, seen, with_parts
from applications.models import HiddenFrom, Looked
from applications.refusals import Refused
from core.vocabulary import vocabulary
from hospitals.models import DirectoryEntry, Hospital, Seat
from tests.conftest import make_hospital, visible_profile

pytestmark = pytest.mark.django_db
ROOM = "/workspace/northlake/candidates/"


def page(client: Any, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return response.content.decode()


# ── Whom ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_private_person_is_found_nowhere(candidate: User, recruiter: User, client_of: Any) -> None:
    profile = visible_profile(candidate, visibility="private", visible_at=None)
    client = client_of(recruiter)
    assert "Webcare and video" not in page(client, ROOM)
    page(client, f"{ROOM}{profile.pk}/", 404)


def test_a_visible_person_is_found_by_owner_and_recruiter(
    candidate: User, owner: User, recruiter: User, client_of: Any
) -> None:
    profile = visible_profile(candidate)
    for colleague in (owner, recruiter):
        client = client_of(colleague)
        assert f"{ROOM}{profile.pk}/" in page(client, ROOM)
        assert "Webcare and video for a children’s hospital" in page(client, f"{ROOM}{profile.pk}/")


@pytest.mark.parametrize(
    "change", [{"frozen_at": timezone.now()}, {"status": "unverified", "verified_at": None}]
)
def test_a_frozen_or_unverified_hospital_sees_nobody(
    candidate: User, hospital: Hospital, owner: User, client_of: Any, change: dict[str, Any]
) -> None:
    profile = visible_profile(candidate)
    Hospital.objects.filter(pk=hospital.pk).update(**change)
    client = client_of(owner)
    assert "Webcare and video" not in page(client, ROOM)
    assert "Only verified hospitals can look for people" in page(client, ROOM)
    page(client, f"{ROOM}{profile.pk}/", 404)
    assert not Looked.objects.exists()


def test_reviewers_and_hosts_do_not_look_for_people(
    candidate: User, reviewer: User, host: User, owner2: User, client_of: Any
) -> None:
    profile = visible_profile(candidate)
    for address in (ROOM, f"{ROOM}{profile.pk}/", f"{ROOM}invitations/"):
        for colleague in (reviewer, host):
            page(client_of(colleague), address, 403)
        page(client_of(owner2), address, 404)
    assert "/candidates/" not in page(client_of(reviewer), "/workspace/northlake/")


def test_a_hospital_that_a_person_hides_from_gets_the_page_of_nobody(
    candidate: User, hospital: Hospital, hospital2: Hospital, owner: User, owner2: User, client_of: Any
) -> None:
    profile = visible_profile(candidate)
    hiding.hide_from(candidate, f"hospital:{hospital.pk}")
    assert "Webcare and video" not in page(client_of(owner), ROOM)
    page(client_of(owner), f"{ROOM}{profile.pk}/", 404)
    assert "Webcare and video" in page(client_of(owner2), "/workspace/de-waterlinie/candidates/")


def test_who_is_in_the_team_is_never_shown_to_it_and_is_after_leaving(
    candidate: User, hospital: Hospital, hospital2: Hospital
) -> None:
    visible_profile(candidate)
    held = Seat.objects.create(hospital=hospital, user=candidate, role="host")
    assert not found_by(hospital).exists()
    assert found_by(hospital2).exists()
    held.left_at = timezone.now()
    held.save()
    assert found_by(hospital).exists()


def test_an_employer_of_the_directory_that_comes_to_the_board_later_does_not_find_the_person(
    candidate: User,
) -> None:
    visible_profile(candidate)
    entry = DirectoryEntry.objects.create(
        code="500001", name="Harbor Medical Center", city="Tacoma", region="WA", kind="acute_care",
        words="harbor medical center tacoma", imported_at=timezone.now(),
    )  # fmt: skip
    [choice] = hiding.search("harbor med")
    assert (choice.key, choice.name) == (f"entry:{entry.pk}", "Harbor Medical Center")
    hiding.hide_from(candidate, choice.key)
    later = make_hospital(name="Harbor Medical", slug="harbor", entry=entry)
    assert not found_by(later).exists()


def test_words_of_a_name_hide_from_every_hospital_that_holds_them_whatever_the_accents(
    candidate: User,
) -> None:
    visible_profile(candidate)
    hiding.hide_from(candidate, "", words="  Saint-Élodie ")
    assert not found_by(make_hospital(name="Hôpital Saint-Elodie Noord", slug="elodie")).exists()
    assert found_by(make_hospital(name="Saint Luke", slug="luke", web_domain="luke.example")).exists()


@pytest.mark.parametrize("words", ["", "umc", "  a  "])
def test_words_that_would_hide_from_half_the_country_are_refused(candidate: User, words: str) -> None:
    with pytest.raises(Refused, match="four letters"):
        hiding.hide_from(candidate, "", words=words)


@pytest.mark.parametrize(
    "key", ["hospital:999999999", "entry:x", "team:1", "hospital:", "hospital:" + "9" * 40]
)
def test_an_invented_hospital_is_refused_in_words(candidate: User, client_of: Any, key: str) -> None:
    answer = client_of(candidate).post("/me/profile/visibility/hidden/", {"hospital": key})
    assert (answer.status_code, "Type at least four letters" in answer.content.decode()) == (200, True)
    assert not HiddenFrom.objects.exists()


def test_hiding_twice_from_one_hospital_is_one_row_and_taking_it_back_shows_again(
    candidate: User, hospital: Hospital, client_of: Any
) -> None:
    visible_profile(candidate)
    client = client_of(candidate)
    for _again in range(2):
        client.post("/me/profile/visibility/hidden/", {"hospital": f"hospital:{hospital.pk}"})
    row = HiddenFrom.objects.get()
    assert not found_by(hospital).exists()
    client.post(f"/me/profile/visibility/hidden/{row.pk}/removal/")
    assert found_by(hospital).exists()


def test_nobody_shows_somebody_else_to_a_hospital(
    candidate: User, candidate2: User, hospital: Hospital, client_of: Any
) -> None:
    row = hiding.hide_from(candidate, f"hospital:{hospital.pk}")
    assert client_of(candidate2).post(f"/me/profile/visibility/hidden/{row.pk}/removal/").status_code == 404
    assert HiddenFrom.objects.count() == 1


# ── What ─────────────────────────────────────────────────────────────────────────────────────────────

SECRETS = {
    "name": "Amara Bekele",
    "mail": "amara@people.example",
    "telephone": "555 010 2233",
    "about": "I was on the night desk",
    "link": "portfolio.example",
    "pay": "61234",
    "employer": "Lakeview Clinic",
    "sample": "Flu campaign of Lakeview",
    "reference": "Dr Osei of Lakeview",
}


def rich(candidate: User) -> Profile:
    profile = visible_profile(
        candidate,
        headline="Amara Bekele, webcare; write to amara@people.example",
        about=SECRETS["about"],
        phone=SECRETS["telephone"],
        pay_floor=61234,
        pay_currency="USD",
        engagements=["contract"],
        hours="part_time",
        available_from=date(2031, 3, 1),
    )
    hipaa = vocabulary().skill("hipaa")
    ProfileLink.objects.create(profile=profile, label="Work", url="https://portfolio.example/amara")
    profile.languages.create(code="es", level="C1")
    profile.experiences.create(role="Editor", organisation=SECRETS["employer"], began_on=date(2020, 1, 1))
    profile.evidences.create(
        skill=hipaa,
        kind=Evidence.Kind.TRAINING,
        issuer="Privacy Academy",
        on=date(2026, 3, 1),
        title="Amara’s course",
    )
    profile.evidences.create(
        skill=hipaa, kind=Evidence.Kind.REFERENCE, issuer=SECRETS["reference"], on=date(2026, 1, 1)
    )
    sample = WorkSample.objects.create(
        profile=profile, title=SECRETS["sample"], did="x", declared_at=timezone.now(), declared_version=1,
        url="https://portfolio.example/flu",
    )  # fmt: skip
    profile.evidences.create(skill=hipaa, kind=Evidence.Kind.SAMPLE, sample=sample)
    Training.objects.create(
        profile=profile, audience="physicians", format="workshop", group_size=12, year=2025,
        what="Safe channels, by Amara Bekele",
    )  # fmt: skip
    return profile


def test_a_hospital_reads_skills_evidence_languages_wishes_and_teaching(
    candidate: User, recruiter: User, client_of: Any
) -> None:
    text = page(client_of(recruiter), f"{ROOM}{rich(candidate).pk}/")
    for words in (
        "Tacoma, WA, United States", "HIPAA", "training completed, Privacy Academy, March 2026", "work sample", "reference",
        "Spanish (C1, writes in it for others)", "Contract", "Part-time", "Available from 1 March 2031", "Physicians: workshop, groups of 12, 2025",
    ):  # fmt: skip
        assert words in text, words


def test_a_hospital_learns_nothing_that_leads_to_the_person(
    candidate: User, recruiter: User, client_of: Any
) -> None:
    profile = rich(candidate)
    client = client_of(recruiter)
    for text in (page(client, ROOM), page(client, f"{ROOM}{profile.pk}/")):
        found = [what for what, secret in SECRETS.items() if secret.lower() in text.lower()]
        assert found == []
        assert "amara" not in text.lower()
    assert "[hidden]" in text


def test_the_owner_s_preview_is_what_the_hospital_gets(
    candidate: User, recruiter: User, client_of: Any
) -> None:
    profile = rich(candidate)

    def shown(text: str) -> str:
        """The levels of the headings follow the page around them."""
        inside = text.split('<article class="panel stack stack-5">')[1].split("</article>")[0]
        return re.sub(r"<h\d class=\"[a-z-]*\"|</h\d", "", inside)

    theirs = shown(page(client_of(recruiter), f"{ROOM}{profile.pk}/"))
    assert shown(page(client_of(candidate), "/me/profile/visibility/")) == theirs


def test_a_sample_in_quarantine_backs_nothing(candidate: User) -> None:
    profile = rich(candidate)
    WorkSample.objects.update(status="quarantined", quarantined_at=timezone.now())
    [hipaa, *_others] = [
        s for s in seen(with_parts(Profile.objects.filter(pk=profile.pk)).get()).skills if s.slug == "hipaa"
    ]
    assert "work sample" not in hipaa.backed


# ── Who looked ───────────────────────────────────────────────────────────────────────────────────────


def test_the_person_reads_which_hospital_looked_and_when(
    candidate: User, recruiter: User, owner: User, client_of: Any
) -> None:
    profile = visible_profile(candidate)
    for colleague in (recruiter, owner, recruiter):
        page(client_of(colleague), f"{ROOM}{profile.pk}/")
    assert Looked.objects.count() == 1  # one day, one hospital
    mine = client_of(candidate)
    assert "Northlake General Hospital" in page(mine, "/me/profile/visibility/")
    assert "1 hospital looked in the last 30 days" in page(mine, "/me/")


def test_a_day_is_a_day_of_the_hospital_s_clock(candidate: User, hospital: Hospital) -> None:
    profile = visible_profile(candidate)
    at = timezone.now().replace(hour=4, minute=0)  # the evening before in Tacoma
    looking.look(hospital, profile, at=at)
    assert Looked.objects.get().day == (at - timedelta(days=1)).date()


def test_the_list_alone_is_no_look(candidate: User, recruiter: User, client_of: Any) -> None:
    visible_profile(candidate)
    page(client_of(recruiter), ROOM)
    assert not Looked.objects.exists()


def test_who_has_opened_enough_today_reads_why_and_goes_on_with_those_opened(
    candidate: User, candidate2: User, recruiter: User, client_of: Any, settings: Any
) -> None:
    settings.CANDIDATE_LOOKS_A_DAY = 1
    one, two = visible_profile(candidate), visible_profile(candidate2)
    client = client_of(recruiter)
    page(client, f"{ROOM}{one.pk}/")
    assert "Enough for today" in page(client, f"{ROOM}{two.pk}/", 429)
    page(client, f"{ROOM}{one.pk}/")
    assert "You can open 0 more profiles today" in page(client, ROOM)
    assert Looked.objects.count() == 1


def test_looks_are_forgotten_after_a_year(candidate: User, hospital: Hospital) -> None:
    today = timezone.now()
    for days in (10, 364, 366, 900):
        Looked.objects.create(
            hospital=hospital, candidate=candidate, day=(today - timedelta(days=days)).date()
        )
    assert looking.forget_old(today) == 2


def test_fifty_people_cost_as_many_queries_as_one(
    candidate: User, recruiter: User, client_of: Any, make_person: Any
) -> None:
    rich(candidate)
    client = client_of(recruiter)
    page(client, ROOM)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(client, ROOM)
    for n in range(18):
        profile = visible_profile(make_person(f"p{n}@people.example", f"Person {n}", looks_for_work=True))
        profile.languages.create(code="en", level="C2")
    with CaptureQueriesContext(connection) as many:
        page(client, ROOM)
    assert len(many) == len(one) <= 14
