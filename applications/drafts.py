"""What people with a draft are told while an opening is online: that it is full, or that it takes more again."""

from applications.mails.limits import posting_full, posting_takes_more
from applications.models import Application, Stage
from postings.models import Posting


def tell_of_limit(posting: Posting, is_full: bool) -> None:
    """Runs in the transaction that moved the limit."""
    rows = Application.objects.filter(posting=posting, status=Stage.DRAFT).select_related("candidate")
    for application in rows.order_by("pk"):
        application.posting = posting
        (posting_full if is_full else posting_takes_more)(application)
