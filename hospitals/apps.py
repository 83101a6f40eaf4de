from django.apps import AppConfig


class HospitalsConfig(AppConfig):
    name = "hospitals"

    def ready(self) -> None:
        from hospitals import colleagues, personal, tasks  # noqa: F401 the jobs announce themselves when imported

        colleagues.register()
        personal.register()
