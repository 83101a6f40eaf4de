"""What a hospital offers besides openings, for those who follow it: upper floors say so here, others listen here."""

from collections.abc import Callable
from datetime import datetime

from hospitals.models import Hospital

# Somebody of the hospital gave times for talks: called inside the transaction.
when_talks_given: list[Callable[[Hospital, datetime], None]] = []
# Somebody of its team became a mentor: called inside the transaction.
when_mentor_joins: list[Callable[[Hospital, datetime], None]] = []
# What of it stands on the pages of a hospital's openings now: they are recognised by it too. Called with the hospital's id.
stands_beside: list[Callable[[int], object]] = []
