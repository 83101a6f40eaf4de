from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of hospital it is: the kinds of the official directory and four more."""

    ACUTE_CARE = "acute_care", _("General hospital")
    CRITICAL_ACCESS = "critical_access", _("Small rural hospital")
    CHILDRENS = "childrens", _("Children's hospital")
    PSYCHIATRIC = "psychiatric", _("Psychiatric hospital")
    REHABILITATION = "rehabilitation", _("Rehabilitation hospital")
    UNIVERSITY = "university", _("University hospital")
    SPECIALTY = "specialty", _("Specialty hospital")
    VETERANS = "veterans", _("Veterans hospital")
    MILITARY = "military", _("Military hospital")
    LONG_TERM = "long_term", _("Long-term hospital")
    OTHER = "other", _("Other hospital")


class Country(models.TextChoices):
    US = "US", _("United States")
    NL = "NL", _("Netherlands")
