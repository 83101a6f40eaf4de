from postings.models.indexed import Indexed
from postings.models.place import Place
from postings.models.posting import DUTIES, Law, Mode, Outcome, Posting, ReturnReason
from postings.models.question import QuestionKind, SavedQuestion

__all__ = [
    "DUTIES",
    "Indexed",
    "Law",
    "Mode",
    "Outcome",
    "Place",
    "Posting",
    "QuestionKind",
    "ReturnReason",
    "SavedQuestion",
]
