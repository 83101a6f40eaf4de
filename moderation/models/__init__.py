from moderation.models.case import Case, Report
from moderation.models.claim import Claim
from moderation.models.merge import Merge, Moved
from moderation.models.numbers import Numbers

__all__ = ["Case", "Claim", "Merge", "Moved", "Numbers", "Report"]
