from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "mentoring"

    def ready(self) -> None:
        from mentoring import personal, tasks  # noqa: F401 the jobs announce themselves when imported

        personal.register()
