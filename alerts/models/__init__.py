from alerts.models.alert import Alert, Answer, Rhythm, Told, Weekday

__all__ = ["Alert", "Answer", "Rhythm", "Told", "Weekday"]
