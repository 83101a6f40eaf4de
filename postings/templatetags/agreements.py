"""What an internship or a contract promises, for the page of an opening."""

from django import template

from postings import agreements
from postings.models import Posting
from postings.presentation import Pay

register = template.Library()


@register.simple_tag
def agreement(posting: Posting, pay: Pay) -> list[agreements.Line]:
    """{% agreement posting opening.pay as lines %}: nothing for an employee."""
    return agreements.lines(posting, pay)
