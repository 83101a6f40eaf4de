from moderation.models.case import Case, Report
from moderation.models.merge import Merge, Moved
from moderation.models.numbers import Numbers

__all__ = ["Case", "Report", "Merge", "Moved", "Numbers"]
