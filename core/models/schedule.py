from django.db import models


class Schedule(models.Model):
    """When a periodic job runs next. One row a job; whoever locks the row enqueues it."""

    name = models.CharField(max_length=200, primary_key=True)
    next_run_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
