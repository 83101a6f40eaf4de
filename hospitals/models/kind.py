from django.db import models
from django.db.models import Func, TextField
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


class NameKey(Func):
    """A name without what half of all hospitals are called: migration 0010. "St. Mary's Hospital" → "st mary s"."""

    function, arity, output_field = "hospital_name_key", 1, TextField()


class DomainKey(Func):
    """A web address as it looks at a glance: without its end, hyphens and look-alike characters: migration 0010."""

    function, arity, output_field = "hospital_domain_key", 1, TextField()
