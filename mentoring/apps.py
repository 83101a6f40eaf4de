from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "mentoring"

    def ready(self) -> None:
        from accounts import suspending
        from hospitals import staff, telling, verification
        from mentoring import finding_talks, leaving, personal, tasks  # noqa: F401 the jobs announce themselves when imported

        personal.register()
        leaving.register()
        suspending.when_suspended.append(leaving.suspended)
        staff.when_changed.append(leaving.seat_changed)
        verification.when_stopped.append(leaving.hospital_stopped)
        telling.stands_beside.append(finding_talks.stamp)
