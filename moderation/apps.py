from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from moderation import tasks  # noqa: F401 the jobs announce themselves when imported
