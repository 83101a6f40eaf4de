"""The whole story of a first hire, told by three people with a browser each, in both languages.

A communications head finds her hospital in the directory, proves that she works there and writes an opening; a
moderator puts it online; a visitor finds it, makes an account on the way and applies with
a CV; the hospital takes the application to hired and closes the opening. Every step is told by mail, read here
from a real SMTP server.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from hospitals import digest
from tests.journeys.applying import (
    applies,
    finds_the_opening,
    makes_an_account,
    sees_where_it_stands,
    signs_in,
)
from tests.journeys.conftest import Person, hears, words
from tests.journeys.deciding import puts_it_online
from tests.journeys.hiring import (
    STEPS,
    closes_the_opening,
    finds_and_proves_the_hospital,
    moves,
    reads_the_application,
    sends_it_to_be_checked,
    writes_an_opening,
)
from tests.journeys.story import DIRECTORY, HOSPITAL, INES, MO, NOOR, TITLE
from tests.post_office import PostOffice, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def directory(tmp_path: Path) -> None:
    file = tmp_path / "hospitals.csv"
    file.write_text(DIRECTORY)
    call_command("import_hospitals", str(file))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_first_hire(
    language: str,
    someone: Callable[..., Person],
    directory: None,
    moderator: User,
    post_office: PostOffice,
    settings: Any,
) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    User.objects.filter(pk=moderator.pk).update(language=language)
    ines, mo, noor = someone(language), someone(language), someone(language)

    makes_an_account(ines, post_office, email=INES, name="Ines Calder", role="hire", path="/accounts/signup/")
    finds_and_proves_the_hospital(ines, post_office)
    writes_an_opening(ines)
    sends_it_to_be_checked(ines)
    assert post_office.subjects_to(MO) == [words(language, "An opening waits: %(title)s", title=TITLE)]

    signs_in(mo, MO)
    puts_it_online(mo, post_office)
    hears(post_office, INES, language, "Approved: %(title)s", title=TITLE)

    finds_the_opening(noor)
    applies(noor, post_office)
    hears(post_office, NOOR, language, "Your application to %(hospital)s is sent", hospital=HOSPITAL)
    digest.send_due(timezone.now() + timedelta(days=1))
    told = words(language, "New application: %(name)s for %(title)s", name="Noor Haddad", title=TITLE)
    assert told in " ".join(text_of(post_office.newest_to(INES)).split())

    reads_the_application(ines)
    for step in STEPS:
        moves(ines, *step[:2])
        hears(post_office, NOOR, language, step[2], hospital=HOSPITAL)
        sees_where_it_stands(noor, done=step[3])
    noor.look("31-my-application-hired")
    closes_the_opening(ines)
    hears(post_office, INES, language, "Closed: %(title)s", title=TITLE)
    noor.go("/openings/?q=social")
    noor.is_at("No openings match all of this")
    # the code, the receipt, and one for each of the five moves
    assert len(post_office.subjects_to(NOOR)) == 7
