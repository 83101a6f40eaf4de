"""One word of a hundred letters, where people type names and titles, makes no page wider than its screen."""

import pytest

from accounts.models import User
from core.models import Channel, RoleFamily, Skill, SkillGroup
from hospitals.models import Hospital
from postings.models import Posting
from tests.doors.table import TABLE
from tests.doors.test_matrix import world  # noqa: F401
from tests.journeys.test_accessibility import ASKED_OF, NO_PAGE, Reader, address, reader, reader_of  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = ("Wereldziekenhuisnetwerkcommunicatie" * 3)[:100]
# What sticks out, the innermost elements only, so that the message says where.
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? "" : [...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .filter((e, _, all) => !all.some(o => o !== e && e.contains(o))).slice(0, 3)
  .map(e => `${e.localName}.${e.getAttribute("class") || ""} in ${e.parentElement.getAttribute("class")}`).join("; ")"""


@pytest.fixture
def long_words(reader: Reader) -> None:  # noqa: F811
    Posting.objects.update(title=WORD)
    Hospital.objects.update(name=WORD, city=WORD[:80])
    User.objects.update(name=WORD)
    for kind in (Channel, RoleFamily, Skill, SkillGroup):
        kind._default_manager.update(name_en=WORD, name_nl=WORD)


def test_a_word_of_a_hundred_letters_widens_no_page(reader: Reader, long_words: None) -> None:  # noqa: F811
    for name, (door, arguments) in TABLE.items():
        if name in NO_PAGE:
            continue
        path = address(reader.world, name, ASKED_OF.get(name, arguments))
        if reader.goes(path, reader_of(door)):
            for width in (1280, 360):
                reader.sizes(width)
                if wide := reader.page.evaluate(WIDE):
                    reader.wrong.append(f"{name} at {width}: {wide}")
    assert not reader.wrong, "\n".join(reader.wrong)
