from moderation.models.merge import Merge, Moved
from moderation.models.numbers import Numbers

__all__ = ["Merge", "Moved", "Numbers"]
