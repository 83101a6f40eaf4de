from django.apps import AppConfig


class PostingsConfig(AppConfig):
    name = "postings"

    def ready(self) -> None:
        """Make the periodic jobs known to the worker; a hospital's openings wait for its verification."""
        from hospitals import presence, verification
        from postings import lifecycle, tasks  # noqa: F401
        from postings.models import Posting

        presence.live_openings.append(lambda: Posting.objects.live())
        verification.when_verified.append(lifecycle.hospital_verified)
