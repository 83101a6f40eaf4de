from postings.models.place import Place
from postings.models.posting import DUTIES, Law, Mode, Outcome, Posting, ReturnReason

__all__ = ["DUTIES", "Law", "Mode", "Outcome", "Place", "Posting", "ReturnReason"]
