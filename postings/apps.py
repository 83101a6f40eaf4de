from django.apps import AppConfig


class PostingsConfig(AppConfig):
    name = "postings"

    def ready(self) -> None:
        """Make the periodic jobs known to the worker; a hospital's openings wait for its verification."""
        from hospitals import presence, verification
        from postings import activity, freezing, lifecycle, personal, revising, tasks, undoing, verified  # noqa: F401
        from postings.search import census

        presence.live_openings.append(census.openings_by_hospital)
        verified.register()
        verification.when_verified.append(verified.tell)
        verification.when_stopped.append(undoing.hold_back_all)
        verification.when_back.append(undoing.let_all_leave)
        for gone in (lifecycle.when_closed, lifecycle.when_recalled, freezing.when_frozen):
            gone.append(undoing.hold_back)
        lifecycle.when_closed.append(revising.posting_ended)
        lifecycle.when_recalled.append(revising.posting_ended)
        activity.register()
        personal.register()
