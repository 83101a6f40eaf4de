"""Who a session belongs to, read with what every page asks about that person."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Group
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Now

from accounts.models import MODERATORS, InboxItem, User
from accounts.models.suspension import held_now


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """One query for the person, whether they moderate, are suspended, and how much in their inbox is not read."""
        groups = Group.objects.filter(name=MODERATORS, user=OuterRef("pk"))
        unread = InboxItem.objects.filter(user=OuterRef("pk"), at__lte=Now()).unread().order_by()
        counted = unread.values("user").annotate(n=Count("pk")).values("n")
        asked = User.objects.annotate(moderates=Exists(groups), held=held_now("pk"), unread=Subquery(counted))
        user = asked.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user) or user.standing != User.Standing.OPEN:
            return None  # a closed account has no session: signing in asks first whether to come back
        user.is_moderator, user.is_suspended, user.unread_inbox = user.moderates, user.held, user.unread or 0
        return user
