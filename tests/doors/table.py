"""The role × URL table: every named address, and who comes in.

A door says who is let in; everyone else gets that door's refusal:
PUBLIC      everyone
SIGNED_IN   visitors are sent to sign in
OWN         the candidate whose thing it is; visitors sign in, everyone else gets 404
TEAM(roles) seat holders with these roles; teammates with another role 403, strangers (ex-members too) 404
MODERATORS  moderators; everyone else 404
STAFF       administrators; everyone else 404
FLOW        a step of the library's sign-in flows: no 5xx, and nothing of anybody's is in it
"""

from dataclasses import dataclass

PEOPLE = "visitor candidate candidate2 owner recruiter reviewer host ex_member owner2 moderator admin".split()
TEAM_ROLES = {"O": "owner", "R": "recruiter", "W": "reviewer", "H": "host"}


@dataclass(frozen=True)
class Door:
    kind: str
    inside: frozenset[str] = frozenset()

    def refusal(self, person: str) -> int | None:
        """None: comes in. 302: is sent to sign in. Else the status."""
        if self.kind in {"public", "flow"} or person in self.inside:
            return None
        if person == "visitor":
            return 302
        if self.kind == "signed_in":
            return None
        if self.kind == "team" and person in TEAM_ROLES.values():
            return 403
        return 404


def team(roles: str) -> Door:
    return Door("team", frozenset(TEAM_ROLES[r] for r in roles))


PUBLIC, SIGNED_IN, FLOW = Door("public"), Door("signed_in"), Door("flow")
OWN = Door("own", frozenset({"candidate"}))
MODERATORS = Door("moderators", frozenset({"moderator"}))
STAFF = Door("staff", frozenset({"admin"}))

POSTING = ["posting.pk", "posting.slug"]
WORK = ["hospital.slug"]
WORK_DRAFT = ["hospital.slug", "draft.pk"]
WORK_APPLICATION = ["hospital.slug", "application.pk"]

# name → (door, arguments); "" where the URL takes none
TABLE: dict[str, tuple[Door, list[str]]] = {
    "healthz": (PUBLIC, []),
    "readyz": (PUBLIC, []),
    "robots": (PUBLIC, []),
    "sitemap": (PUBLIC, []),
    "sitemap_part": (PUBLIC, ["'pages'"]),
    "home": (PUBLIC, []),
    "page": (PUBLIC, ["'about'"]),
    "dev_mails": (PUBLIC, []),
    "dev_mail": (PUBLIC, ["mail.pk"]),
    "postings:search": (PUBLIC, []),
    "postings:feed": (PUBLIC, []),
    "postings:detail": (PUBLIC, POSTING),
    "accounts:home": (SIGNED_IN, []),
    "accounts:profile": (SIGNED_IN, []),
    "accounts:profile_skills": (SIGNED_IN, []),
    "accounts:documents": (SIGNED_IN, []),
    "accounts:settings": (SIGNED_IN, []),
    "accounts:document": (OWN, ["document.pk"]),
    "accounts:document_removal": (OWN, ["document.pk"]),
    "applications:mine": (SIGNED_IN, []),
    "applications:detail": (OWN, ["application.pk"]),
    "applications:sent": (OWN, ["application.pk"]),
    "applications:cv": (OWN, ["application.pk"]),
    "applications:withdrawal": (OWN, ["application.pk"]),
    "applications:declining": (OWN, ["application.pk"]),
    "applications:workspace_list": (team("ORW"), WORK),
    "applications:workspace_detail": (team("ORW"), WORK_APPLICATION),
    "applications:workspace_cv": (team("ORW"), WORK_APPLICATION),
    "applications:move": (team("OR"), WORK_APPLICATION),
    "applications:offer": (team("OR"), WORK_APPLICATION),
    "applications:hiring": (team("OR"), WORK_APPLICATION),
    "applications:rejection": (team("OR"), WORK_APPLICATION),
    "applications:rejection_undo": (team("OR"), WORK_APPLICATION),
    "postings:workspace_list": (team("ORW"), WORK),
    "postings:workspace_new": (team("OR"), WORK),
    "postings:workspace_preview": (team("OR"), WORK),
    "postings:workspace_detail": (team("ORW"), WORK_DRAFT),
    "postings:workspace_edit": (team("OR"), WORK_DRAFT),
    "postings:workspace_submission": (team("OR"), WORK_DRAFT),
    "postings:workspace_withdrawal": (team("OR"), WORK_DRAFT),
    "postings:workspace_closure": (team("OR"), WORK_DRAFT),
    "postings:workspace_extension": (team("OR"), WORK_DRAFT),
    "postings:workspace_copy": (team("OR"), WORK_DRAFT),
}
# The sign-in library's own steps: what they show depends on the step before, never on someone else's data.
LIBRARY = ("account_", "mfa_", "usersessions_", "socialaccount_")
