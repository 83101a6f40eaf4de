from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AlertsConfig(AppConfig):
    name = "alerts"

    def ready(self) -> None:
        from alerts import personal, saving, talks_given, tasks, withheld  # noqa: F401 the jobs announce themselves when imported
        from hospitals import telling, verification
        from postings import freezing, lifecycle, limits, undoing

        for gone in (lifecycle.when_closed, lifecycle.when_recalled, freezing.when_frozen):
            gone.append(withheld.of_posting)
        verification.when_stopped.append(withheld.hospital_stopped)
        verification.when_back.append(withheld.hospital_back)
        saving.register()
        withheld.register()
        lifecycle.when_closed.append(saving.tell_of_closing)
        limits.when_limit_moves.append(saving.tell_of_limit)
        undoing.objections.append(saving.objection)
        telling.when_talks_given.append(talks_given.given)
        telling.when_mentor_joins.append(talks_given.mentor_joins)
        personal.register()
        user_logged_in.connect(_alerts_move_in, dispatch_uid="alerts move in")


def _alerts_move_in(*, user: Any, **_: Any) -> None:
    from alerts import keeping

    keeping.move_in(user)
