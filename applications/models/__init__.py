from applications.models.application import Application
from applications.models.application_queries import still_runs
from applications.models.arrival import Arrival
from applications.models.batch import Batch, BatchItem, BatchKind
from applications.models.cannedtext import CannedText
from applications.models.choices import (
    ACTIVE,
    ENDED,
    TALKING,
    UNANSWERED,
    RejectionReason,
    Stage,
    WithdrawalReason,
)
from applications.models.consent import Consent, ConsentKind
from applications.models.cvpicture import CVDrawing, CVPicture
from applications.models.discovery import HiddenFrom, Invited, InvitedStatus, Looked
from applications.models.export import Export
from applications.models.interview import Interview, InterviewStatus, Slot
from applications.models.message import Attachment, Message
from applications.models.note import Note, Rating
from applications.models.offer import Offer
from applications.models.pool import PoolConsent
from applications.models.saved import SavedView
from applications.models.searchtext import SearchText

__all__ = [
    "ACTIVE",
    "ENDED",
    "TALKING",
    "UNANSWERED",
    "Application",
    "Arrival",
    "Attachment",
    "Batch",
    "BatchItem",
    "BatchKind",
    "CVDrawing",
    "CVPicture",
    "CannedText",
    "Consent",
    "ConsentKind",
    "Export",
    "HiddenFrom",
    "Interview",
    "InterviewStatus",
    "Invited",
    "InvitedStatus",
    "Looked",
    "Message",
    "Note",
    "Offer",
    "PoolConsent",
    "Rating",
    "RejectionReason",
    "SavedView",
    "SearchText",
    "Slot",
    "Stage",
    "WithdrawalReason",
    "still_runs",
]
