"""Every letter that the accounts library can send has words of ours, in both languages."""

import pytest
from django.utils import translation

from accounts.mails import CHANGES, CODES, letter_for
from core.mail import queue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", [*CODES, *CHANGES, "unknown_account", "account_already_exists"])
def test_every_letter_can_be_written(name: str, language: str) -> None:
    with translation.override(language):
        kind, letter = letter_for(f"account/email/{name}", {"code": "ABCD-EFGH"}, "noor@people.example")
        mail = queue(letter, kind=kind, to=None, address="noor@people.example")
    assert (mail.kind, mail.to, mail.language) == (f"account_{name}", "noor@people.example", language)
    assert mail.subject
    if name in CODES:
        assert "ABCD-EFGH" in mail.subject
        assert "\n\nABCD-EFGH\n\n" in mail.text, "the code stands alone, to be copied"
        assert ">ABCD-EFGH</p>" in mail.html


def test_the_old_address_hears_of_a_change_and_is_told_to_write_to_us() -> None:
    changed = {"from_email": "old@people.example", "to_email": "new@people.example"}
    letter = letter_for("account/email/email_changed", changed, "old@people.example")[1]
    assert "Write to us at once" in letter.paragraphs[1]
    assert "new@people.example" not in str(letter), "the new address is the new owner's own"
