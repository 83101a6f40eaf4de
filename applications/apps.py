from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self) -> None:
        from applications import activity, changes, drafts, inviting, personal, promises, standing_still, tasks  # noqa: F401 the hourly job announces itself when imported
        from postings import lifecycle, limits, revising

        lifecycle.when_closed.append(promises.tell_of_closing)
        lifecycle.when_closed.append(inviting.end_with_posting)
        limits.when_limit_moves.append(drafts.tell_of_limit)
        revising.when_applied.append(changes.tell)
        activity.register()
        personal.register()
        standing_still.register()
