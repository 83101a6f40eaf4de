from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"

    def ready(self) -> None:
        from alerts import personal, saving, tasks  # noqa: F401 the jobs announce themselves when imported
        from postings import lifecycle

        lifecycle.when_closed.append(saving.tell_of_closing)
        personal.register()
