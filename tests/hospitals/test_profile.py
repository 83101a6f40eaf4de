"""Sites, departments and readiness on a hospital's profile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hospitals import readiness
from hospitals.models import Hospital, Readiness, Site

Clients = Callable[[Any], Client]
pytestmark = pytest.mark.django_db


def url(name: str) -> str:
    return reverse(f"hospitals:{name}", args=["northlake"])


def sites(*rows: tuple[str, str], departments: str = "") -> dict[str, str]:
    data = {"sites-TOTAL_FORMS": str(len(rows) or 1), "sites-INITIAL_FORMS": "0", "departments": departments}
    for n, (name, city) in enumerate(rows):
        data |= {
            f"sites-{n}-name": name,
            f"sites-{n}-city": city,
            f"sites-{n}-address": "",
            f"sites-{n}-postcode": "",
        }
    return data


def test_sites_and_departments_stand_on_the_page(
    hospital: Hospital, recruiter: Any, client_of: Clients
) -> None:
    data = sites(("South Clinic", "Lakewood"), ("", ""), departments="Oncology\n\nChild birth\nOncology")
    assert client_of(recruiter).post(url("profile_places"), data).status_code == 302
    hospital.refresh_from_db()
    assert hospital.departments == ["Oncology", "Child birth"]
    html = client_of(None).get(url("page")).content.decode()
    assert "South Clinic" in html
    assert "Child birth" in html


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (sites(("", "Lakewood")), "Give the site a name, or empty the row."),
        (sites(("South Clinic", "")), "Say in which city the site is."),
        (sites(departments="\n".join(f"D{n}" for n in range(41))), "Name 40 departments at most."),
        (sites(departments="x" * 81), "Make each department 80 characters or shorter."),
        (sites(*[("Site", "City")] * 31), "Sites and departments"),
        ({"sites-TOTAL_FORMS": "999999", "sites-INITIAL_FORMS": "a"}, "Sites and departments"),
        ({"sites-TOTAL_FORMS": "-1", "sites-INITIAL_FORMS": "0"}, "The page was not sent whole."),
        ({"sites-TOTAL_FORMS": "0", "sites-INITIAL_FORMS": "0"}, "The page was not sent whole."),
    ],
)
def test_bad_input_is_answered_beside_the_field(
    data: dict[str, str], said: str, hospital: Hospital, owner: Any, client_of: Clients
) -> None:
    answer = client_of(owner).post(url("profile_places"), data)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Site.objects.exists()


SAID = {"policy": "yes", "policy_url": "https://northlake.example/policy", "approval": "two_days", "team_size": "3", "physicians": "few", "privacy_contact": "privacy@northlake.example"}  # fmt: skip


def test_readiness_is_dated_fades_after_a_year_and_comes_back_with_one_click(
    hospital: Hospital, recruiter: Any, client_of: Clients
) -> None:
    client = client_of(recruiter)
    assert client.post(url("profile_readiness"), SAID).status_code == 302
    assert "Last confirmed on" in client_of(None).get(url("page")).content.decode()
    Readiness.objects.update(confirmed_at=timezone.now() - timedelta(days=366))
    assert "Last confirmed on" not in client_of(None).get(url("page")).content.decode()
    assert "over a year ago" in client.get(url("profile_readiness")).content.decode()
    assert "Is it still true how you work with social media?" in client.get(url("workspace")).content.decode()
    client.post(url("profile_readiness_confirmation"))
    assert "Is it still true" not in client.get(url("workspace")).content.decode()
    row = readiness.shown(hospital)
    assert row is not None
    assert (row.policy, row.team_size, row.confirmed_by) == ("yes", 3, recruiter)


def test_nothing_said_is_nothing_shown(hospital: Hospital, owner: Any, client_of: Clients) -> None:
    client_of(owner).post(url("profile_readiness"), {"policy": "", "approval": "", "physicians": ""})
    assert Readiness.objects.exists()
    assert readiness.shown(hospital) is None


@pytest.mark.parametrize("field", ["policy", "approval", "physicians", "team_size", "policy_url"])
def test_what_is_not_offered_is_refused(
    field: str, hospital: Hospital, owner: Any, client_of: Clients
) -> None:
    answer = client_of(owner).post(url("profile_readiness"), {**SAID, field: "<b>"})
    assert answer.status_code == 200
    assert not Readiness.objects.exists()


def test_a_page_with_thirty_sites_costs_what_one_without_costs(
    hospital: Hospital, client: Client, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url("page"))
    with CaptureQueriesContext(connection) as bare:
        client.get(url("page"))
    Site.objects.bulk_create(Site(hospital=hospital, name=f"Site {n}", city="Tacoma") for n in range(30))
    with django_assert_num_queries(len(bare)):
        client.get(url("page"))
