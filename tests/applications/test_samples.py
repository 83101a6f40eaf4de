"""What a hospital reads of evidence, teaching and work samples; who may open one, and what a report does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import samples
from accounts.models import User, WorkSample
from accounts.sent import backed_parts
from applications import blind
from applications.models import Application
from core.models import Event
from hospitals.models import Hospital, Seat
from tests.conftest import make_sample, send_samples

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
PROOF = {
    "kind": "training",
    "title": "Privacy",
    "issuer": "Kettle Valley",
    "on": "2026-03-01",
    "expires_on": "",
    "sample": None,
}


@pytest.fixture
def sample(candidate: User) -> WorkSample:
    return make_sample(candidate)


@pytest.fixture
def application(sample: WorkSample, make_application: Any) -> Application:
    sent = make_application(number=7)
    send_samples(sent)
    return sent


def at(application: Application, tail: str = "", slug: str = "northlake") -> str:
    return f"/workspace/{slug}/applications/{application.pk}/{tail}"


def looks(application: Application) -> list[int | None]:
    rows = Event.objects.about(application).filter(verb="sample_opened")
    return list(rows.order_by("id").values_list("actor_id", flat=True))


def test_a_team_opens_a_sample_that_was_sent_and_each_look_is_kept_once_a_day(
    application: Application, sample: WorkSample, reviewer: User, recruiter: User, client_of: ClientOf
) -> None:
    page = client_of(reviewer).get(at(application)).content.decode()
    assert sample.title in page and "12,000 views in a week" in page and looks(application) == []
    for _twice in range(2):
        one = client_of(reviewer).get(at(application, f"samples/{sample.pk}/"))
        assert "Script, filming and captions." in one.content.decode()
    image = client_of(recruiter).get(at(application, f"samples/{sample.pk}/pictures/1/"))
    assert (image.status_code, image["Content-Type"]) == (200, "image/webp")
    assert looks(application) == [reviewer.pk, recruiter.pk]
    assert "Work sample opened" in client_of(reviewer).get(at(application)).content.decode()


@pytest.mark.parametrize("tail", ["", "pictures/1/", "report/"])
def test_nobody_reaches_a_sample_that_was_not_sent_to_them(
    tail: str, application: Application, sample: WorkSample, candidate: User, candidate2: User,
    recruiter: User, host: User, owner2: User, hospital: Hospital, client_of: ClientOf,
) -> None:  # fmt: skip
    path = at(application, f"samples/{sample.pk}/{tail}")
    for who, status in ((candidate, 404), (candidate2, 404), (owner2, 404), (host, 403), (recruiter, 200)):
        assert client_of(who).get(path).status_code == status, who
    assert (
        client_of(owner2).get(at(application, f"samples/{sample.pk}/{tail}", "de-waterlinie")).status_code
        == 404
    )
    kept, foreign = make_sample(candidate, title="Not sent"), make_sample(candidate2)
    for other in (kept, foreign):
        assert client_of(recruiter).get(at(application, f"samples/{other.pk}/{tail}")).status_code == 404
    # an id that somebody wrote into a snapshot does not open another person's file
    application.snapshot["samples"].append({"id": foreign.pk, "title": "?", "pictures": 1})
    application.save()
    assert client_of(recruiter).get(at(application, f"samples/{foreign.pk}/{tail}")).status_code == 404
    Seat.objects.filter(user=recruiter).update(left_at=timezone.now())
    assert client_of(recruiter).get(path).status_code == 404


def test_a_report_takes_a_sample_from_every_hospital_at_once_and_its_words_too(
    application: Application, sample: WorkSample, candidate: User, reviewer: User, recruiter: User,
    moderator: User, client_of: ClientOf,
) -> None:  # fmt: skip
    path = at(application, f"samples/{sample.pk}/")
    client = client_of(reviewer)
    unsaid = client.post(f"{path}report/", {"words": "Look at 0:22"})
    assert "Choose what is wrong" in unsaid.content.decode() and "Look at 0:22" in unsaid.content.decode()
    done = client.post(f"{path}report/", {"reason": "patient", "words": "Look at 0:22"})
    assert done["Location"] == at(application)
    for who in (reviewer, recruiter):
        page = client_of(who).get(at(application)).content.decode()
        assert "A sample that was reported." in page and sample.title not in page
        gone = [client_of(who).get(path + tail).status_code for tail in ("", "pictures/1/", "report/")]
        assert gone == [404, 404, 404]
    assert client_of(candidate).get(f"/me/profile/samples/{sample.pk}/").status_code == 200
    samples.release(WorkSample.objects.get(pk=sample.pk), by=moderator)
    assert client_of(recruiter).get(path).status_code == 200


def test_two_colleagues_who_report_at_the_same_moment_are_both_thanked(
    application: Application, sample: WorkSample, reviewer: User, recruiter: User, client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from applications.views import samples as views

    found = views._found

    def meanwhile(application: Application, pk: int) -> Any:
        sent = found(application, pk)
        samples.report(WorkSample.objects.get(pk=pk), by=recruiter, reason="other")
        return sent

    monkeypatch.setattr(views, "_found", meanwhile)
    done = client_of(reviewer).post(at(application, f"samples/{sample.pk}/report/"), {"reason": "patient"})
    assert (done.status_code, sample.reports.count()) == (302, 1)


def test_a_sample_that_its_owner_erased_is_gone_for_the_hospital(
    application: Application, sample: WorkSample, recruiter: User, client_of: ClientOf
) -> None:
    samples.erase(sample)
    page = client_of(recruiter).get(at(application)).content.decode()
    assert "A sample that the candidate took away." in page and "A day on the ward" not in page


def test_a_blind_application_shows_its_samples_only_from_the_shortlist_on(
    make_posting: Any, make_application: Any, candidate: User, recruiter: User, client_of: ClientOf
) -> None:
    sample = make_sample(candidate)
    hidden = make_application(posting=make_posting(blind=True), number=3)
    send_samples(hidden)
    own = {
        "kind": "sample",
        "title": sample.title,
        "issuer": "",
        "on": "",
        "expires_on": "",
        "sample": sample.pk,
    }
    named = {**PROOF, "title": "Course of Amara Bekele"}
    hidden.snapshot |= {
        "skills": [{"slug": "hipaa", "level": "strong", "evidence": [named, own]}],
        "trainings": [
            {"audience": "nurses", "format": "talk", "group_size": 9, "year": 2025, "what": "Amara’s hour"}
        ],
    }
    hidden.save()
    client, path = client_of(recruiter), at(hidden, f"samples/{sample.pk}/")
    page = client.get(at(hidden)).content.decode()
    assert sample.title not in page and "Amara" not in page and "Work samples tell who somebody is" in page
    assert "training completed, Kettle Valley, March 2026" in page
    assert "samples" not in blind.told(hidden) and "Amara" not in str(blind.told(hidden)["trainings"])
    assert [client.get(path + tail).status_code for tail in ("", "pictures/1/", "report/")] == [404] * 3
    Application.objects.filter(pk=hidden.pk).update(status="shortlisted", named_at=timezone.now())
    assert sample.title in client.get(at(hidden)).content.decode()
    assert client.get(path).status_code == 200


def test_skills_show_what_backs_them_required_ones_first(
    application: Application, sample: WorkSample, candidate: User, recruiter: User, moderator: User,
    client_of: ClientOf,
) -> None:  # fmt: skip
    past = (timezone.localdate() - timedelta(days=60)).replace(day=1) - timedelta(days=1)
    own = {
        "kind": "sample",
        "title": sample.title,
        "issuer": "",
        "on": "",
        "expires_on": "",
        "sample": sample.pk,
    }
    application.snapshot["skills"] = [
        {"slug": "seo", "level": "working", "evidence": [{**PROOF, "title": "Search course"}]},
        {
            "slug": "hipaa",
            "level": "strong",
            "evidence": [{**PROOF, "expires_on": past.isoformat()}, own],
        },
    ]
    application.save()
    client = client_of(recruiter)
    page = client.get(at(application)).content.decode()
    hipaa = page.index(f"training completed, Kettle Valley, March 2026, expired {past:%B %Y}")
    assert hipaa < page.index("Also in the profile") < page.index("Search course")
    link = f'href="{at(application, f"samples/{sample.pk}/")}"'
    assert page.count(link) == 2
    samples.report(sample, by=recruiter, reason="other")
    assert sample.title not in client.get(at(application)).content.decode()


def test_those_who_have_taught_physicians_are_found(
    make_application: Any, candidate: User, candidate2: User, recruiter: User, client_of: ClientOf
) -> None:
    taught, other = make_application(candidate=candidate), make_application(candidate=candidate2)
    row = {"audience": "physicians", "format": "workshop", "group_size": 12, "year": 2025, "what": "Posts"}
    taught.snapshot["trainings"] = [row]
    other.snapshot["trainings"] = [{**row, "audience": "nurses"}]
    taught.save()
    other.save()
    client = client_of(recruiter)
    page = client.get("/workspace/northlake/applications/?trained=physicians").content.decode()
    assert candidate.name in page and candidate2.name not in page and "Has taught" in page
    unknown = client.get("/workspace/northlake/applications/?trained=everyone").content.decode()
    assert candidate.name in unknown and candidate2.name in unknown


def test_the_page_asks_the_same_for_one_sample_and_for_many(
    application: Application, candidate: User, recruiter: User, client_of: ClientOf
) -> None:
    client, counts = client_of(recruiter), []
    client.get(at(application))
    for many in (0, 9):
        for n in range(many):
            make_sample(candidate, title=f"{n}")
        send_samples(application)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at(application)).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_the_candidates_copy_holds_all_that_was_sent_and_the_day_of_each_look(
    application: Application, sample: WorkSample, candidate: User, recruiter: User, client_of: ClientOf
) -> None:
    own = {
        "kind": "sample",
        "title": sample.title,
        "issuer": "",
        "on": "",
        "expires_on": "",
        "sample": sample.pk,
    }
    application.snapshot["skills"] = [{"slug": "hipaa", "level": "strong", "evidence": [PROOF, own]}]
    application.save()
    client_of(recruiter).get(at(application, f"samples/{sample.pk}/"))
    page = client_of(candidate).get(f"/me/applications/{application.pk}/").content.decode()
    assert "Privacy: training completed, Kettle Valley, March 2026" in page
    assert "A day on the ward: work sample" in page and "Script, filming and captions." in page
    assert "opened a work sample of yours" in page


def test_a_printed_application_names_no_sample_for_the_hospital(
    application: Application, sample: WorkSample
) -> None:
    own = {
        "kind": "sample",
        "title": sample.title,
        "issuer": "",
        "on": "",
        "expires_on": "",
        "sample": sample.pk,
    }
    application.snapshot["skills"] = [{"slug": "hipaa", "level": "strong", "evidence": [PROOF, own]}]
    told, mine = (
        str([str(line) for part in backed_parts(sent, timezone.localdate()) for line in part.lines])
        for sent in (application.told, application.snapshot)
    )
    assert "Kettle Valley" in told and sample.title not in told
    assert mine.count(sample.title) == 2
