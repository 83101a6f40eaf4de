from django.apps import AppConfig


class PostingsConfig(AppConfig):
    name = "postings"

    def ready(self) -> None:
        """Make the periodic jobs known to the worker."""
        from postings import tasks  # noqa: F401
