"""One function a letter. Each is called inside the move that causes it, and speaks the reader's language."""

from applications.mails.candidate import (
    being_read,
    hired,
    invited,
    no_answer,
    offered,
    posting_closed,
    receipt,
    rejected,
    shortlisted,
    unsay_rejection,
    waiting_longer,
)
from applications.mails.hospital import (
    consent_revoked,
    declined,
    new_application,
    nudged,
    promise_near,
    withdrawn,
)
from applications.mails.own_steps import keeping_in_touch_ended, said_no, withdrew
from applications.mails.words import REJECTION, about

__all__ = [
    "REJECTION",
    "about",
    "being_read",
    "consent_revoked",
    "declined",
    "hired",
    "invited",
    "keeping_in_touch_ended",
    "new_application",
    "no_answer",
    "nudged",
    "offered",
    "posting_closed",
    "promise_near",
    "receipt",
    "rejected",
    "said_no",
    "shortlisted",
    "unsay_rejection",
    "waiting_longer",
    "withdrawn",
    "withdrew",
]
