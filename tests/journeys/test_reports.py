"""Something is wrong with an opening: reported, out of sight, answered for, back; and removed, appealed, decided again."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from moderation import reporting, subjects
from moderation.models import Case
from postings.models import Posting
from tests.conftest import person
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_reported_frozen_answered_and_back(
    language: str, candidate: User, recruiter: User, moderator: User, make_posting: Any, someone: Callable[..., Person]
) -> None:  # fmt: skip
    posting = make_posting()
    for i in range(2):
        one = person(f"r{i}@people.example", f"Reader {i}")
        reporting.report(
            subjects.of_opening(posting), by=one, code="fake", words="I called: nobody knows of it."
        )
    amara, rosa, mod = someone(language), someone(language), someone(language)
    amara.enters(candidate)
    rosa.enters(recruiter)
    mod.enters(moderator)

    amara.go(f"/openings/{posting.pk}/{posting.slug}/")
    amara.click("Report this opening", role="link")
    amara.is_at("Report this opening")
    amara.look("report")
    amara.tick("code", "asks_money")
    amara.fill(words="They asked me to pay $80 for a background check.")
    amara.click("Send my report")
    amara.is_at("Thank you for your report")
    amara.look("report-thanks")
    assert not Posting.objects.live().filter(pk=posting.pk).exists()

    case = Case.objects.get()
    rosa.go(f"/workspace/{posting.hospital.slug}/")
    rosa.click("Reports about this hospital", role="link")
    rosa.page.get_by_role("link", name=posting.title).click()
    rosa.look("report-owner")
    rosa.fill(words="The opening is ours. Call the desk at extension 12.")
    rosa.click("Send my answer")

    mod.go("/moderation/cases/")
    mod.look("reports-desk")
    mod.page.get_by_role("link", name=posting.title, exact=True).click()
    mod.sees("The opening is ours. Call the desk at extension 12.")
    mod.look("report-case")
    mod.tick("decision", "dismiss")
    mod.click("Decide")
    mod.sees("Decided. Both sides get a mail.")
    assert Posting.objects.live().filter(pk=posting.pk).exists()
    case.refresh_from_db()
    assert case.status == "closed"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_removed_appealed_and_decided_by_another(
    language: str, candidate: User, owner: User, moderator: User, make_posting: Any, someone: Callable[..., Person]
) -> None:  # fmt: skip
    posting = make_posting()
    reporting.report(subjects.of_opening(posting), by=candidate, code="asks_money")
    case, colleague = Case.objects.get(), person("second@corridor.example", "Second Moderator")
    colleague.groups.add(moderator.groups.get())
    mod, rosa, second = someone(language), someone(language), someone(language)
    mod.enters(moderator)
    rosa.enters(owner)
    second.enters(colleague)

    mod.go(f"/moderation/cases/{case.pk}/")
    mod.tick("decision", "removed")
    mod.fill(words="Nobody pays to apply.")
    mod.click("Decide")

    rosa.go(f"/workspace/{posting.hospital.slug}/cases/{case.pk}/")
    rosa.sees("Nobody pays to apply.")
    rosa.fill(words="The fee was for lunch.")
    rosa.look("report-appeal")
    rosa.click("Send my appeal")

    second.go(f"/moderation/appeals/cases/{case.pk}/")
    second.sees("The fee was for lunch.")
    second.look("appeal-case")
    second.tick("decision", "keep")
    second.fill(words="Lunch is not paid by applicants.")
    second.click("Decide")

    rosa.go(f"/workspace/{posting.hospital.slug}/cases/{case.pk}/")
    rosa.sees("Lunch is not paid by applicants.")
    case.refresh_from_db()
    assert (case.status, case.granted) == ("closed", False)
