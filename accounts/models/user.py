from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MODERATORS = "moderators"
ERASED_DOMAIN = "@erased.invalid"  # no mailbox can ever be there (RFC 2606)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class Standing(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    ERASED = "erased", _("Erased")


class User(AbstractBaseUser, PermissionsMixin):
    """A person. One person may look for work, hold seats in hospitals and moderate, all at once.

    `standing` moves only along accounts/closing.py. An erased account stays as a row without a word about the person, so
    that what hospitals did and counted still fits together (docs/decisions/0019-erasure.md).
    """

    Standing = Standing

    email = models.EmailField(_("email address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    looks_for_work = models.BooleanField(_("I look for work"), default=False)
    hires = models.BooleanField(_("I hire for a hospital"), default=False)
    is_staff = models.BooleanField(default=False, help_text=_("May enter the administration."))
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    active_at = models.DateTimeField(
        null=True, blank=True, help_text="last here, exact to a day: accounts/lastseen.py"
    )
    standing = models.CharField(
        max_length=6, choices=Standing.choices, default=Standing.OPEN, db_default=Standing.OPEN.value
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    erasure_warned_at = models.DateTimeField(
        null=True, blank=True, help_text="when they heard that a closed or idle account is erased soon"
    )
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email"),
            models.CheckConstraint(
                name="user_standing_has_dates",
                condition=Q(standing="open", closed_at=None, erased_at=None)
                | Q(standing="closed", closed_at__isnull=False, erased_at=None)
                | Q(standing="erased", erased_at__isnull=False),
            ),
            models.CheckConstraint(
                name="user_erased_says_nothing",
                condition=~Q(standing="erased")
                | Q(name="", email__endswith=ERASED_DOMAIN, is_active=False, is_staff=False),
            ),
        ]
        indexes = [
            models.Index(fields=["closed_at"], name="user_to_erase", condition=Q(standing="closed")),
        ]

    def __str__(self) -> str:
        if self.standing == Standing.ERASED:
            return gettext("Erased account")
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def is_moderator(self) -> bool:
        """Whoever comes in by accounts/backends.py has the answer already."""
        return self.groups.filter(name=MODERATORS).exists()

    @cached_property
    def is_suspended(self) -> bool:
        """Whether they may only look (accounts/suspending.py); accounts/backends.py has the answer already."""
        return bool(self.suspensions.now().exists())

    @cached_property
    def unread_inbox(self) -> int:
        """How many lines of the inbox are not read; accounts/backends.py has the answer already."""
        return int(self.inbox.to(self).unread().count())

    @cached_property
    def seats_for_menu(self) -> list[Any]:
        """The seats that this person holds now, hospital included (model of the floor above, read through its name)."""
        return list(self.seats.filter(left_at=None).select_related("hospital").order_by("hospital__name"))


def moderators() -> "models.QuerySet[User]":
    """Those who may be written to, and decide: of the group, and their account is open."""
    return User.objects.filter(groups__name=MODERATORS, is_active=True, standing=User.Standing.OPEN).order_by(
        "id"
    )
