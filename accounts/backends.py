"""Who a session belongs to, read with what every page asks about that person."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef

from accounts.models import MODERATORS, User


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """One query for the person and whether they moderate."""
        groups = Group.objects.filter(name=MODERATORS, user=OuterRef("pk"))
        user = User.objects.annotate(moderates=Exists(groups)).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.is_moderator = user.moderates
        return user
