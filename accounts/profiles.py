"""What people do with their profile and their files."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Document, Profile, ProfileLink, ProfileSkill, SamplePicture, User
from core.uploads import Checked, check_cv, display_name, settle
from core.vocabulary import vocabulary

MAX_DOCUMENTS = 10
MAX_LINKS = 5


def profile_of(user: User) -> Profile:
    """The profile, made on first need."""
    return Profile.objects.get_or_create(user=user)[0]


@transaction.atomic
def save_profile(
    user: User,
    *,
    facts: Mapping[str, Any] | None = None,
    links: Iterable[tuple[str, str]] | None = None,
    skills: Mapping[str, str] | None = None,
) -> Profile:
    """Write what is given and leave the rest.

    facts: Profile fields by name; links: (label, url) pairs; skills: {slug: level}, replacing what was there.
    Slugs that the vocabulary does not know are left out.
    """
    profile = Profile.objects.select_for_update().get(pk=profile_of(user).pk)
    for name, value in (facts or {}).items():
        setattr(profile, name, value)
    profile.save()
    if links is not None:
        profile.links.all().delete()
        ProfileLink.objects.bulk_create(
            [ProfileLink(profile=profile, label=label, url=url) for label, url in list(links)[:MAX_LINKS]]
        )
    if skills is not None:
        _replace_skills(profile, skills)
    return profile


def _replace_skills(profile: Profile, skills: Mapping[str, str]) -> None:
    known = vocabulary()
    levels = {word.pk: level for slug, level in skills.items() if (word := known.skill(slug))}
    profile.skills.all().delete()
    ProfileSkill.objects.bulk_create(
        [ProfileSkill(profile=profile, skill_id=pk, level=level) for pk, level in levels.items()]
    )


def add_document(user: User, file: File, checked: Checked | None = None) -> Document:
    """Keep a CV. Raises ValidationError when it is not one; pass `checked` when a form has asked already.

    The same content is kept once. The disk holds the file before the row commits.
    """
    checked = checked or check_cv(file)
    with transaction.atomic():
        User.objects.select_for_update().get(
            pk=user.pk
        )  # two uploads at once must not pass the limit together
        mine = Document.objects.filter(owner=user).kept()
        same = mine.filter(sha256=checked.sha256).first()
        if same is not None:
            return same
        if mine.count() >= MAX_DOCUMENTS:
            raise ValidationError(
                _("You keep %(limit)s files already. Remove one first.") % {"limit": MAX_DOCUMENTS},
                code="too_many",
            )
        document = Document(
            owner=user,
            name=display_name(file.name or "", checked.kind),
            kind=checked.kind,
            size=checked.size,
            sha256=checked.sha256,
            pages=checked.pages,
        )
        _store(document, file)
    return document


def _store(document: Document, file: File) -> None:
    file.seek(0)
    document.file.save(document.name, file, save=False)
    try:
        settle(document.file)
        document.save()
    except BaseException:
        document.file.delete(save=False)
        raise


def remove_document(document: Document) -> None:
    """Take a CV off the profile. It is erased, unless an application still shows it: then it leaves with that."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                Document.objects.get(pk=document.pk).delete()
        except ProtectedError:
            Document.objects.filter(pk=document.pk).update(removed_at=timezone.now())
            return
        transaction.on_commit(lambda: document.file.storage.delete(document.file.name or ""))


def sweep_files() -> int:
    """Erase files that no row names: left by a rolled-back upload, or by an account that was erased. Returns how many.

    A day old at least, so that an upload whose row is not committed yet is left alone.
    """
    before = timezone.now() - timedelta(days=1)
    return sum(_sweep(root, rows, before) for root, rows in _FOLDERS.items())


_FOLDERS: dict[str, models.Manager[Any]] = {
    "documents": Document._default_manager,
    "samples": SamplePicture._default_manager,
}


def _sweep(root: str, rows: "models.Manager[Any]", before: datetime) -> int:
    erased = 0
    try:
        folders = default_storage.listdir(root)[0]
    except FileNotFoundError:  # nobody has uploaded yet
        return 0
    for folder in folders:
        names = {f"{root}/{folder}/{name}" for name in default_storage.listdir(f"{root}/{folder}")[1]}
        for name in names - set(rows.filter(file__in=names).values_list("file", flat=True)):
            if default_storage.get_modified_time(name) < before:
                default_storage.delete(name)
                erased += 1
    return erased
