from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import personal, tasks  # noqa: F401  # the schedule knows its jobs by their being imported

        personal.register()
