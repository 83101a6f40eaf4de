from postings.models.choices import DUTIES, Law, Mode, Outcome
from postings.models.editing import Edits, Started, Unsaved
from postings.models.fingerprint import Fingerprint
from postings.models.indexed import Indexed
from postings.models.place import Place
from postings.models.posting import Posting
from postings.models.question import QuestionKind, SavedQuestion
from postings.models.review import Decided, Remark
from postings.models.revision import Revision
from postings.models.seen import Seen, Source
from postings.models.spot_check import SpotCheck
from postings.models.template import Template

__all__ = [
    "DUTIES",
    "Decided",
    "Edits",
    "Fingerprint",
    "Indexed",
    "Law",
    "Mode",
    "Outcome",
    "Place",
    "Posting",
    "QuestionKind",
    "Remark",
    "Revision",
    "SavedQuestion",
    "Seen",
    "Source",
    "SpotCheck",
    "Started",
    "Template",
    "Unsaved",
]
