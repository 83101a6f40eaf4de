"""No column that can hold a word is forgotten by a merge: all models are walked."""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.models import Channel, Reason, RoleFamily, Skill
from moderation.merge_places import LEFT, PLACES
from moderation.merging import MODELS

OURS = {"core", "accounts", "pay", "hospitals", "postings", "applications", "alerts", "mentoring", "moderation", "api"}  # fmt: skip
# Arrays of text and numbers whose choices or meaning are known to be something else.
OTHER_LISTS = {
    "postings.Posting.remote_countries", "postings.Posting.laws", "postings.Posting.revised_what",
    "postings.Posting.training_for", "postings.SavedQuestion.options", "hospitals.Hospital.departments", "accounts.Profile.engagements",
    "accounts.Profile.modes", "accounts.Tries.at", "mentoring.Mentor.languages", "mentoring.Mentor.times",
    "core.Reason.used_for", "core.CannedText.used_for", "core.RoleFamily.soc_codes",
}  # fmt: skip


def _known() -> set[str]:
    places = {
        f"{place.model}.{column}"
        for by_kind in PLACES.values()
        for place in by_kind.values()
        for column in place.columns
    }
    return places | set(LEFT) | OTHER_LISTS


def can_hold_a_word(field: models.Field) -> bool:
    if field.remote_field and field.remote_field.model in (Skill, Channel, RoleFamily, Reason):
        return field.name != "merged_into"
    if isinstance(field, ArrayField):
        return not field.name.startswith("synonyms_")
    return isinstance(field, models.JSONField) or field.name == "query"


def columns() -> set[str]:
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model"):
            found |= {
                f"{model._meta.label}.{f.attname}" for f in model._meta.concrete_fields if can_hold_a_word(f)
            }
    return found


def test_every_place_where_a_word_can_be_kept_is_known_to_the_merge() -> None:
    assert sorted(columns() - _known()) == [], "add it to PLACES or, with its reason, to LEFT"


def test_the_merge_knows_no_place_that_is_gone() -> None:
    stored = columns() | {"accounts.Suggestion.slug"}
    assert sorted(_known() - stored) == []


def test_every_word_that_can_be_merged_has_its_places() -> None:
    assert set(PLACES) == set(MODELS)
