from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from accounts import samples
        from mentoring import safety
        from moderation import (
            personal,
            reporting,
            tasks,  # noqa: F401 the jobs announce themselves when imported
            undoing,
        )
        from postings import undoing as decisions

        personal.register()
        decisions.objections.append(undoing.objection)
        samples.when_reported.append(reporting.sample_reported)
        safety.when_reported.append(reporting.mentor_reported)
