from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applications import pipeline, tasks  # noqa: F401 the hourly job announces itself when imported
        from postings import lifecycle

        lifecycle.when_closed.append(pipeline.tell_of_closing)
