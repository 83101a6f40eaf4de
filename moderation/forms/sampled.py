"""What a moderator decides about an opening that a trusted hospital put online at once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from moderation.forms.decision import DecisionForm

SAMPLED_VERBS: dict[str, Any] = {
    "pass": _("It is in order"),
    "recall": _("Take it offline and send it back"),
    "remove": _("Remove it from the board"),
}


class SampledForm(DecisionForm):
    names = SAMPLED_VERBS
