"""The table of rights as people read it: derived from roles.py, so that the page cannot lie."""

from django.utils.translation import gettext_lazy as _

from hospitals.roles import RIGHTS, Right, Role

WORDS = {
    Right.SEE_OPENINGS: _("Read openings"),
    Right.WRITE_OPENINGS: _("Write openings"),
    Right.SUBMIT_OPENINGS: _("Send openings to be checked"),
    Right.CLOSE_OPENINGS: _("Close openings"),
    Right.SEE_APPLICATIONS: _("Read applications"),
    Right.RATE_APPLICATIONS: _("Write notes and rate skills"),
    Right.DECIDE_APPLICATIONS: _("Move and decide applications"),
    Right.SEE_CANDIDATES: _("Look for candidates and invite them to apply"),
    Right.EDIT_HOSPITAL: _("Edit the hospital page"),
    Right.VERIFY_HOSPITAL: _("Verify the hospital"),
    Right.SEE_TEAM: _("See who is in the team"),
    Right.MANAGE_TEAM: _("Invite, change and remove colleagues"),
}


def rights_table() -> list[tuple[str, list[tuple[str, bool]]]]:
    """(what, [(role, whether it may)]) for each right; the right to see the workspace goes without saying."""
    return [
        (str(words), [(str(r.label), right in RIGHTS[r]) for r in Role]) for right, words in WORDS.items()
    ]
