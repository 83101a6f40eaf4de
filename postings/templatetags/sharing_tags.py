"""How the page of a hospital looks elsewhere: `{% shared_hospital hospital as shared %}`. The page of the lower floor names
the tag; what is said of it stays here."""

from django import template

from hospitals.models import Hospital
from postings import sharing

register = template.Library()


@register.simple_tag
def shared_hospital(hospital: Hospital) -> sharing.Shared:
    return sharing.shared_hospital(hospital)
