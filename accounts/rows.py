"""The rows of a profile: languages, education, experience, own channels. Each changes alone, under the profile's lock."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from accounts.models import Education, Experience, Language, OwnChannel, Profile

Row = Language | Education | Experience | OwnChannel
MOST = 20  # of a kind

# What makes two rows the same thing said twice.
_SAME: dict[type[Row], tuple[str, ...]] = {
    Language: ("code",),
    OwnChannel: ("channel_id", "handle"),
    Education: ("level_id", "title", "school", "ended_in"),
    Experience: ("role", "organisation", "began_on", "ended_on"),
}


class Full(Exception):
    """There are MOST rows of this kind."""


class Twice(Exception):
    """Another row says the same."""


@contextmanager
def alone(profile: Profile) -> Iterator[None]:
    """One window at a time: two must not pass a limit of this profile together."""
    with transaction.atomic():
        Profile.objects.select_for_update().get(pk=profile.pk)
        yield


def keep(row: Row) -> None:
    """Store a new or a changed row. A new one that was sent twice, by two clicks, is stored once.

    Raises Full, or Twice when another row of the profile names the same thing with other words about it.
    """
    with transaction.atomic():
        profile = _locked(row)
        others = type(row)._default_manager.filter(profile=profile).exclude(pk=row.pk)
        same = others.filter(**{name: getattr(row, name) for name in _SAME[type(row)]}).first()
        if same is not None:
            if row._state.adding and _said(same) == _said(row):
                return
            raise Twice
        if row._state.adding and others.count() >= MOST:
            raise Full
        row.save()


def remove(row: Row) -> None:
    with transaction.atomic():
        _locked(row)
        row.delete()


def _locked(row: Row) -> Profile:
    """The profile of the row, touched."""
    profile = Profile.objects.select_for_update().get(pk=row.profile_id)
    Profile.objects.filter(pk=profile.pk).update(updated_at=timezone.now())
    return profile


def _said(row: Row) -> dict[str, object]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
