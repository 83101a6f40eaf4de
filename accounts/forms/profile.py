"""Skills and a CV."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ProfileSkill
from core.filefield import UploadField
from core.models import Skill
from core.uploads import Checked, check_cv
from core.vocabulary import vocabulary


class SkillsForm(forms.Form):
    """One choice per skill of the vocabulary, retired ones only where the person has them."""

    def __init__(self, *args: Any, held: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = vocabulary().skills.values()
        shown = [s for s in words if s.retired_at is None or s.slug in held]
        self.skills = sorted(shown, key=lambda s: (s.group.position, s.position))
        for skill in self.skills:
            self.fields[skill.slug] = forms.ChoiceField(
                label=skill.name,
                choices=[("", _("Not this one")), *ProfileSkill.Level.choices],
                required=False,
                initial=held.get(skill.slug, ""),
            )

    def groups(self) -> Iterator[dict[str, Any]]:
        """The groups in order, each with its fields and how many are chosen."""
        by_group: dict[int, list[Skill]] = {}
        for skill in self.skills:
            by_group.setdefault(skill.group_id, []).append(skill)
        for skills in by_group.values():
            fields = [self[s.slug] for s in skills]
            yield {"group": skills[0].group, "fields": fields, "chosen": sum(bool(f.value()) for f in fields)}

    def levels(self) -> dict[str, str]:
        return {slug: level for slug, level in self.cleaned_data.items() if level}


class CVForm(forms.Form):
    cv = UploadField(
        label=_("Your CV"),
        help_text=_("PDF, DOCX or ODT, 10 MB at most."),
        allow_empty_file=True,  # an empty one gets our own sentence
        max_length=255,
        error_messages={
            "required": _("Choose a file first"),
            "max_length": _("The name of this file is too long. Give it a shorter one and choose it again."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
    )
    checked: Checked

    def clean_cv(self) -> Any:
        upload = self.cleaned_data["cv"]
        self.checked = check_cv(upload)
        return upload
