from alerts.models.alert import Alert, Answer, Rhythm, Told, Weekday
from alerts.models.bookmark import Bookmark

__all__ = ["Alert", "Answer", "Bookmark", "Rhythm", "Told", "Weekday"]
