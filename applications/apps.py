from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applications import changes, promises, tasks  # noqa: F401 the hourly job announces itself when imported
        from postings import lifecycle, revising

        lifecycle.when_closed.append(promises.tell_of_closing)
        revising.when_applied.append(changes.tell)
