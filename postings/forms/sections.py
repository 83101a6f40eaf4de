"""The parts of the page on which an opening is written, in their order."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postings.models.choices import Duty


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page, a stop of the line beside it, and what is saved by itself while somebody writes.

    A field named here is autosaved, merged with a colleague's changes and kept when it is wrong; nothing more is
    needed. Fields `together` are checked against each other: while one of them is wrong, none of them is stored.
    """

    slug: str
    title: str | Promise
    fields: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()

    @property
    def template(self) -> str:
        return f"postings/editor/{self.slug}.html"


SECTIONS = (
    Section("job", _("Job and place"), ("title", "language", "family", "leads_people", "engagement", "hours", "hours_min", "hours_max",
            "mode", "mode_note", "remote_countries", "country", "region", "city", "postcode", "more_places"),
            (("hours_min", "hours_max"), ("country", "region", "city", "postcode", "more_places"))),
    Section("text", _("Description"), ("description", "first_90_days")),
    Section("pay", _("Pay"), ("pay_min", "pay_max", "pay_currency", "pay_period", "unpaid", "pay_scale", "pay_note"),
            (("pay_min", "pay_max", "pay_currency", "pay_period", "unpaid"),)),
    Section("length", _("Contract or internship"), ("starts_on", "ends_on", "contract_months", "contract_extension", "owned_after",
            "owned_after_note", "internship_weeks", "learning_goals", "supervisor", "travel_paid", "school_credit"), (("starts_on", "ends_on"),)),
    Section("skills", _("Skills and channels"), ("skills", "channels")),
    Section("duties", _("Tasks"), (*(_shares := tuple(f"duty_{duty.value}" for duty in Duty)), "training_for"), (_shares,)),
    Section("asks", _("Education and experience"), ("education", "education_or_equal", "experience", "laws")),
    Section("hiring", _("How hiring goes"), ("positions", "publish_on", "publish_time", "closes_on", "closes_time",
            "applications_max", "respond_by_days", "blind"), (("publish_on", "publish_time", "closes_on", "closes_time"),)),
)  # fmt: skip
