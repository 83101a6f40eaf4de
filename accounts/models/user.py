from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

MODERATORS = "moderators"


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


class User(AbstractBaseUser, PermissionsMixin):
    """A person. One person may look for work, hold seats in hospitals and moderate, all at once."""

    email = models.EmailField(_("email address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    looks_for_work = models.BooleanField(_("I look for work"), default=False)
    hires = models.BooleanField(_("I hire for a hospital"), default=False)
    is_staff = models.BooleanField(default=False, help_text=_("May enter the administration."))
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def is_moderator(self) -> bool:
        """Whoever comes in by accounts/backends.py has the answer already."""
        return self.groups.filter(name=MODERATORS).exists()

    @cached_property
    def seats_for_menu(self) -> list[Any]:
        """The seats that this person holds now, hospital included (model of the floor above, read through its name)."""
        return list(self.seats.filter(left_at=None).select_related("hospital").order_by("hospital__name"))
