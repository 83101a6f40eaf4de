"""Decisions without who made them: "sent back". The trail says "she sent it back", another form of the verb in Dutch."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moderation import history_words

_DONE: dict[str, str | Promise] = {
    "publish": pgettext_lazy("decided", "put online"),
    "apply": pgettext_lazy("decided", "put online"),
    "return": pgettext_lazy("decided", "sent back"),
    "reject": pgettext_lazy("decided", "refused"),
    "refuse": pgettext_lazy("decided", "refused"),
    "remove": pgettext_lazy("decided", "removed"),
    "verify": pgettext_lazy("decided", "verified"),
    "release": pgettext_lazy("decided", "nothing wrong"),
    "dismiss": pgettext_lazy("decided", "nothing wrong"),
    "decide": pgettext_lazy("decided", "the report was right"),
    "bar": pgettext_lazy("decided", "barred from mentoring"),
    "lift": pgettext_lazy("decided", "lifted"),
    "keep": pgettext_lazy("decided", "kept"),
}


def done(verb: str) -> str:
    """What a moderator did with something: "sent back", "teruggestuurd"."""
    return str(_DONE.get(verb) or history_words.VERBS.get(verb, verb))
