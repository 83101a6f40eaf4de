import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models.suspension import held_now
from hospitals.models.hospital import Hospital
from hospitals.roles import RIGHTS, Right, Role

_ROLES = [r.value for r in Role]


class SeatQuerySet(models.QuerySet["Seat"]):
    def held(self) -> "SeatQuerySet":
        return self.filter(left_at=None)

    def with_right(self, right: Right) -> "SeatQuerySet":
        """Those who may use it now: who is suspended holds the seat and waits."""
        roles = [role for role, rights in RIGHTS.items() if right in rights]
        return self.held().filter(role__in=roles).exclude(held_now("user"))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    model_name="SeatHistory",
    fields=["hospital", "user", "role", "left_at"],
)
class Seat(models.Model):
    """A person's place in a hospital's team."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=10, choices=Role.choices)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "user"], condition=Q(left_at=None), name="one_seat_per_person"
            ),
            models.CheckConstraint(name="seat_role_known", condition=Q(role__in=_ROLES)),
        ]
        triggers = [
            # hospitals/staff.py asks kindly first; this stands behind it, whoever writes. At the commit, so that
            # a hand-over may pass through any order; the lock makes two who leave at once wait for each other.
            pgtrigger.Trigger(
                name="keeps_an_owner",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Condition("OLD.role = 'owner' AND OLD.left_at IS NULL"),
                func="""
                    PERFORM 1 FROM hospitals_hospital WHERE id = OLD.hospital_id FOR NO KEY UPDATE;
                    IF FOUND AND NOT EXISTS (
                        SELECT 1 FROM hospitals_seat
                        WHERE hospital_id = OLD.hospital_id AND role = 'owner' AND left_at IS NULL
                    ) THEN
                        RAISE EXCEPTION 'a hospital keeps an owner'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.hospital_id}"

    def may(self, right: Right) -> bool:
        return self.left_at is None and right in RIGHTS[self.role]


class Invitation(models.Model):
    """An open door for one mailbox. The token is in the mail only; here lies its hash."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="invitation_role_known", condition=Q(role__in=_ROLES)),
            models.UniqueConstraint(
                fields=["hospital", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_mailbox",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.hospital_id}"
