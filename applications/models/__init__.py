from applications.models.application import (
    ACTIVE,
    ENDED,
    UNANSWERED,
    Application,
    RejectionReason,
    Stage,
    WithdrawalReason,
)
from applications.models.cannedtext import CannedText
from applications.models.export import Export
from applications.models.interview import Interview, InterviewStatus, Slot
from applications.models.offer import Offer
from applications.models.pool import PoolConsent

__all__ = [
    "ACTIVE",
    "ENDED",
    "UNANSWERED",
    "Application",
    "CannedText",
    "Export",
    "Interview",
    "InterviewStatus",
    "Offer",
    "PoolConsent",
    "RejectionReason",
    "Slot",
    "Stage",
    "WithdrawalReason",
]
