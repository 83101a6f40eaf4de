from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "alerts"

    def ready(self) -> None:
        from alerts import tasks  # noqa: F401 the jobs announce themselves when imported
