"""Choosing what a new opening begins from, and naming a template."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hospitals.models import Hospital
from postings.forms.fields import pick, text
from postings.models import Posting, Template
from postings.starting import roles

NEWEST = 20


class StartForm(forms.Form):
    """One choice of three sorts: "role:manager", "template:3", "opening:12"."""

    start = pick(_("Begin from"), [])
    language = pick(_("Language of the example"), settings.LANGUAGES)

    def __init__(self, hospital: Hospital, data: Any = None) -> None:
        first = "nl" if hospital.country == "NL" else "en"
        super().__init__(data, initial={"language": first}, label_suffix="", auto_id="id_from_%s")
        chosen: Any = self.fields["start"]
        chosen.required, chosen.choices = True, [("", _("Choose one")), *self._offered(hospital)]
        chosen.error_messages = {"required": _("Choose what to begin from."), "invalid_choice": _("Choose what to begin from.")}  # fmt: skip

    def _offered(self, hospital: Hospital) -> list[tuple[Any, list[tuple[str, str]]]]:
        language = get_language() or "en"
        written = [(f"role:{r.slug}", r.titles.get(language, r.titles["en"])) for r in roles().values()]
        kept = Template.objects.filter(hospital=hospital).values_list("pk", "name")
        earlier = Posting.objects.filter(hospital=hospital).order_by("-created_at", "-id")
        titles = earlier.values_list("pk", "title")[:NEWEST]
        groups = [
            (_("Your templates"), [(f"template:{pk}", name) for pk, name in kept]),
            (_("Examples that we wrote"), written),
            (_("A copy of an earlier opening"), [(f"opening:{pk}", title) for pk, title in titles]),
        ]
        return [(name, choices) for name, choices in groups if choices]


class TemplateForm(forms.Form):
    name = text(
        _("Name of the template"),
        80,
        required=True,
        hint=_("Only your team sees it."),
        error_messages={"required": _("Give the template a name.")},
    )
