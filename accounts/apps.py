from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import tasks  # noqa: F401  # the schedule knows its jobs by their being imported
