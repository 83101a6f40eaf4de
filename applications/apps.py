from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applications import promises, tasks  # noqa: F401 the hourly job announces itself when imported
        from postings import lifecycle

        lifecycle.when_closed.append(promises.tell_of_closing)
