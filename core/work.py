"""How work is done and paid: the same words for what a hospital offers and for what a person looks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hours(models.TextChoices):
    FULL_TIME = "full_time", _("Full-time")
    PART_TIME = "part_time", _("Part-time")
    EITHER = "either", _("Full-time or part-time")


class Mode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    HYBRID = "hybrid", _("Hybrid")
    REMOTE = "remote", _("Remote")


class Audience(models.TextChoices):
    """Whom somebody teaches."""

    PHYSICIANS = "physicians", _("Physicians")
    NURSES = "nurses", _("Nurses")
    BOARD = "board", _("Board members")
    STAFF = "staff", _("Staff")
    STUDENTS = "students", _("Students")


class Currency(models.TextChoices):
    USD = "USD", _("US dollar")
    EUR = "EUR", _("euro")
