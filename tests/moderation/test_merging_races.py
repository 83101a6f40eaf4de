"""Somebody saves the old word while it is merged: nobody's save is lost, and no row keeps a word that is gone."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections, transaction

from accounts.models import Profile, ProfileSkill, User
from core.models import Skill
from moderation import merging
from moderation.models import Merge
from postings.models import Posting
from tests.applications.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_skill_that_is_saved_during_the_merge_becomes_the_other(
    make_posting: Callable[..., Posting], candidate: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (Skill.objects.get(slug=slug) for slug in ("css", "html"))
    make_posting(required_skills=[old.pk])
    late = make_posting(title="Late", required_skills=[Skill.objects.get(slug="hipaa").pk])
    profile = Profile.objects.create(user=candidate)
    first_pass, saved = threading.Event(), threading.Event()
    lock = merging._lock

    def slow(*args: Any) -> None:
        first_pass.set()
        saved.wait(5)
        lock(*args)

    monkeypatch.setattr(merging, "_lock", slow)

    def save_late() -> None:
        """Committed between the merge's look at the openings and its lock."""
        try:
            first_pass.wait(20)
            with transaction.atomic():
                row = Posting.objects.select_for_update().get(pk=late.pk)
                row.required_skills = [old.pk]
                row.save()
                ProfileSkill.objects.create(profile=profile, skill=old)
        finally:
            saved.set()

    results = together(lambda: merging.merge("skill", old, new, by=moderator), save_late)
    connections.close_all()
    assert isinstance(results[0], Merge), results
    assert not any(isinstance(one, Exception) for one in results), results
    stored = [*Posting.objects.values_list("required_skills", flat=True)]
    assert (stored, list(profile.skills.values_list("skill", flat=True))) == ([[new.pk], [new.pk]], [new.pk])


def test_two_moderators_who_merge_the_same_word_make_one_merge(moderator: User) -> None:
    old, one, other = (Skill.objects.get(slug=slug) for slug in ("css", "html", "cms"))
    results = together(
        lambda: merging.merge("skill", old, one, by=moderator),
        lambda: merging.merge("skill", old, other, by=moderator),
    )
    assert sorted(type(r).__name__ for r in results) == ["Merge", "NotMergeable"]
    assert Merge.objects.count() == 1
