from applications.models.application import (
    ACTIVE,
    ENDED,
    UNANSWERED,
    Application,
    RejectionReason,
    Stage,
    WithdrawalReason,
)
from applications.models.batch import Batch, BatchItem, BatchKind
from applications.models.cannedtext import CannedText
from applications.models.export import Export
from applications.models.interview import Interview, InterviewStatus, Slot
from applications.models.offer import Offer
from applications.models.pool import PoolConsent
from applications.models.saved import SavedView
from applications.models.searchtext import SearchText

__all__ = [
    "ACTIVE",
    "ENDED",
    "UNANSWERED",
    "Application",
    "Batch",
    "BatchItem",
    "BatchKind",
    "CannedText",
    "Export",
    "Interview",
    "InterviewStatus",
    "Offer",
    "PoolConsent",
    "RejectionReason",
    "SavedView",
    "SearchText",
    "Slot",
    "Stage",
    "WithdrawalReason",
]
