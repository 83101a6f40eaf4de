"""What a CV says is found, whoever's program wrote it, and what is nobody's business is not."""

import pytest

from tests.accounts.cvs.measuring import measured
from tests.accounts.cvs.people import cases

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", list(cases()))
def test_most_of_what_a_person_wrote_is_found(name: str) -> None:
    recall, precision, told = measured(cases()[name])
    assert recall >= 0.9 and precision >= 0.9, (
        f"{name}: recall {recall:.2f}, precision {precision:.2f}\n{told}"
    )
