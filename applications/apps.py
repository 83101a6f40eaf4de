from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applications import (  # noqa: F401 the hourly job announces itself when imported
            activity,
            changes,
            drafts,
            inviting,
            personal,
            promises,
            standing_still,
            stopped,
            tasks,
            undoing,
        )
        from hospitals import verification
        from postings import allowance, lifecycle, limits, revising
        from postings import undoing as deciding

        for registered in (changes, drafts, promises, stopped):
            registered.register()
        verification.when_stopped.append(stopped.tell)
        verification.when_back.append(stopped.tell)
        lifecycle.when_closed.append(promises.tell_of_closing)
        lifecycle.when_closed.append(inviting.end_with_posting)
        allowance.unanswered.append(promises.left_unanswered)
        limits.when_limit_moves.append(drafts.tell_of_limit)
        revising.when_applied.append(changes.tell)
        deciding.objections.append(undoing.objection)
        activity.register()
        personal.register()
        standing_still.register()
