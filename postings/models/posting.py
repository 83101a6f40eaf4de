import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.models import Education, Engagement, Experience, PayPeriod, RoleFamily
from hospitals.models import Hospital
from pay.annual import annual_full_time
from postings.models.choices import Audience, Currency, Duty, Hours, Law, Mode, Outcome, OwnedAfter, Status
from postings.models.constraints import constraints
from postings.models.querysets import PostingQuerySet


def _ids() -> ArrayField[list[int], list[int]]:
    """Vocabulary ids, in the order the hospital chose. An array, not a join: filters and counts stay fast at a million."""
    return ArrayField(models.IntegerField(), default=list, blank=True)


def _share() -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    model_name="PostingHistory",
    fields=["hospital", "status", "title", "publish_at", "closes_at", "frozen_at"],
)
class Posting(models.Model):
    """One opening of one hospital, written in one language. `status` moves only along postings/lifecycle.py."""

    Status = Status

    hospital = models.ForeignKey(Hospital, models.PROTECT, related_name="postings")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0, help_text="counts edits: two editors notice each other")

    # What it is
    language = models.CharField(_("language of this opening"), max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(_("job title"), max_length=120)
    family = models.ForeignKey(
        RoleFamily, models.PROTECT, null=True, blank=True, verbose_name=_("sort of role")
    )
    leads_people = models.BooleanField(_("leads people or a budget"), default=False, db_default=False)
    engagement = models.ForeignKey(Engagement, models.PROTECT, verbose_name=_("kind of work"))
    hours = models.CharField(_("hours"), max_length=10, choices=Hours.choices)
    hours_min = models.PositiveSmallIntegerField(_("hours a week, at least"), null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField(_("hours a week, at most"), null=True, blank=True)
    mode = models.CharField(_("where the work is done"), max_length=10, choices=Mode.choices)
    mode_note = models.CharField(_("about working from home"), max_length=120, blank=True)
    remote_countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    description = models.TextField(_("description"), max_length=12_000)
    description_html = models.TextField(blank=True, editable=False)
    first_90_days = models.TextField(
        _("the first 90 days"), max_length=1500, blank=True, default="", db_default=""
    )

    # What it pays
    pay_min = models.DecimalField(_("pay from"), max_digits=10, decimal_places=2, null=True, blank=True)
    pay_max = models.DecimalField(_("pay to"), max_digits=10, decimal_places=2, null=True, blank=True)
    pay_currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True)
    pay_period = models.ForeignKey(PayPeriod, models.PROTECT, null=True, blank=True, verbose_name=_("per"))
    unpaid = models.BooleanField(_("this internship is unpaid"), default=False)
    pay_scale = models.CharField(
        _("pay scale"), max_length=30, blank=True, default="", db_default="", help_text="as text: FWG 55"
    )
    pay_note = models.TextField(_("what else you offer"), max_length=600, blank=True)
    annual_min = models.GeneratedField(
        expression=annual_full_time("pay_min"),
        output_field=models.DecimalField(max_digits=12, decimal_places=2),
        db_persist=True,
    )
    annual_max = models.GeneratedField(
        expression=annual_full_time("pay_max"),
        output_field=models.DecimalField(max_digits=12, decimal_places=2),
        db_persist=True,
    )

    # What it asks
    required_skills = _ids()
    nice_skills = _ids()
    channels = _ids()
    duty_running_channels = _share()
    duty_campaigns = _share()
    duty_crisis = _share()
    duty_community_health = _share()
    duty_training = _share()
    duty_policy = _share()
    duty_speaking = _share()
    duty_measuring = _share()
    training_for = ArrayField(
        models.CharField(max_length=12, choices=Audience.choices), default=list, db_default=[], blank=True
    )
    education = models.ForeignKey(Education, models.PROTECT, verbose_name=_("education"))
    education_or_equal = models.BooleanField(_("or work that shows the same"), default=True)
    experience = models.ForeignKey(Experience, models.PROTECT, verbose_name=_("experience"))
    laws = ArrayField(models.CharField(max_length=10, choices=Law.choices), default=list, blank=True)

    # Contracts and internships
    starts_on = models.DateField(_("start date"), null=True, blank=True)
    ends_on = models.DateField(_("end date"), null=True, blank=True)
    contract_months = models.PositiveSmallIntegerField(_("length in months"), null=True, blank=True)
    contract_extension = models.CharField(_("chance of longer"), max_length=200, blank=True)
    internship_weeks = models.PositiveSmallIntegerField(_("length in weeks"), null=True, blank=True)
    learning_goals = models.TextField(_("what the intern learns"), max_length=1500, blank=True)
    supervisor = models.CharField(_("who guides the intern"), max_length=120, blank=True)
    travel_paid = models.BooleanField(_("travel costs are paid"), default=False, db_default=False)
    school_credit = models.BooleanField(_("it can count for a school"), default=False, db_default=False)
    owned_after = models.CharField(
        _("whose the accounts and the work are afterwards"),
        max_length=10,
        choices=OwnedAfter.choices,
        blank=True,
        default="",
        db_default="",
    )
    owned_after_note = models.CharField(
        _("about accounts and work afterwards"), max_length=300, blank=True, default="", db_default=""
    )

    # What applicants are asked, as postings/questions.py writes it. A copy of an opening takes it along.
    questions = models.JSONField(default=list, db_default=models.Value([], models.JSONField()), blank=True)

    # Its life
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    respond_by_days = models.PositiveSmallIntegerField(
        _("you answer within (days)"), default=10, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    blind = models.BooleanField(
        _("names are hidden until shortlisting"),
        default=False,
        db_default=False,
        help_text="does not change once somebody applied: see applications/blind.py",
    )
    publish_at = models.DateTimeField(_("online from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    positions = models.PositiveSmallIntegerField(
        _("how many people are wanted"),
        default=1,
        db_default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    applications_max = models.PositiveSmallIntegerField(
        _("closes at this number of applications"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    rejected_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    revised_at = models.DateTimeField(
        null=True, blank=True, help_text="when a change of its content last went online"
    )
    revised_what = ArrayField(
        models.CharField(max_length=20),
        default=list,
        db_default=[],
        blank=True,
        help_text="what that change was about: codes of postings/material.py",
    )
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    positions_filled = models.PositiveSmallIntegerField(default=0, db_default=0)
    applications_taken = models.PositiveIntegerField(
        default=0, db_default=0, help_text="sent so far, withdrawn ones too; counted while there is a limit"
    )
    predecessor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="successors",
        help_text="the ended opening that this one was placed anew from",
    )
    decision_reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    decision_words = models.TextField(max_length=2000, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = constraints()
        indexes = [
            models.Index(
                fields=["-publish_at", "-id"], name="posting_newest", condition=Q(status="published")
            ),
            models.Index(fields=["closes_at", "id"], name="posting_closing", condition=Q(status="published")),
            models.Index(
                fields=["submitted_at", "id"], name="posting_queue", condition=Q(status="in_review")
            ),
            models.Index(fields=["hospital", "status", "-id"], name="posting_of_hospital"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("postings:detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        return slugify(self.title)[:80] or "opening"

    @property
    def is_live(self) -> bool:
        """The same answer as PostingQuerySet.live(), for one row at hand (its hospital is read)."""
        return self.state == "live"

    @property
    def state(self) -> str:
        """The status, with published told apart: scheduled, live, full, expired or frozen."""
        if self.status != Status.PUBLISHED or self.publish_at is None or self.closes_at is None:
            return self.status
        now = timezone.now()
        if self.frozen_at or self.hospital.frozen_at or not self.hospital.is_verified:
            return "frozen"
        if now < self.publish_at:
            return "scheduled"
        if now >= self.closes_at:
            return "expired"
        return "full" if self.places_left == 0 else "live"

    @property
    def places_left(self) -> int | None:
        """How many applications it still takes; None without a limit."""
        limit = self.applications_max
        return None if limit is None else max(0, limit - self.applications_taken)

    @property
    def positions_left(self) -> int:
        """How many people are still looked for, as far as this board knows."""
        return max(0, self.positions - self.positions_filled)

    @property
    def duties(self) -> list[tuple[Duty, int]]:
        """The duties that take time, largest first: (duty, share of the time in per cent)."""
        shares = [(duty, int(getattr(self, f"duty_{duty.value}"))) for duty in Duty]
        return sorted((s for s in shares if s[1]), key=lambda s: -s[1])
