from django.apps import AppConfig


class JobboardConfig(AppConfig):
    name = "jobboard"

    def ready(self) -> None:
        """What an app cannot say of itself because it knows no people (docs/architecture.md): its facts are nobody's."""
        from accounts.privacy import nobody

        for model in ("Release", "Row", "BoardCell"):
            nobody(f"pay.{model}", why="statistics on pay; no field asks for a person's pay")
