"""The words of the trail: what each verb, state and kind of thing is called, beside the vocabulary of moderators."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import SampleReport, Suggestion, Suspension, WorkSample
from accounts.models.profile import Visibility
from accounts.models.user import Standing
from alerts.models import Alert
from applications.models import InterviewStatus, InvitedStatus, Stage
from applications.models.choices import RejectionReason, WithdrawalReason
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from mentoring.models import Mentor, Mentorship, Report, Talk
from moderation.models import Case
from postings.models import Revision, SpotCheck
from postings.models.choices import Status

VERBS: dict[str, str | Promise] = {
    "created": _("wrote"),
    **dict.fromkeys(("edit", "edited", "change"), _("changed")),
    "submit": _("sent to be checked"),
    "withdraw": _("took back"),
    "publish": _("put online"),
    "return": _("sent back"),
    "recall": _("took offline to be mended"),
    "reject": _("refused"),
    "close": _("closed"),
    "remove": _("removed"),
    **{
        f"undo_to_{status}": _("undid the last decision")
        for status in [*Status.values, *Stage.values, "pending"]
    },
    "extend": _("let close later"),
    "plan": _("chose another moment to come online"),
    "take_back": _("took back before it was online"),
    "fill": _("closed at its number of applications"),
    "relist": _("placed anew"),
    "ask_outcome": _("asked how it ended"),
    "claim": _("brought onto the board"),
    "ask": _("asked to be verified"),
    "ask_hospital": _("asked the hospital"),
    "answer_moderators": _("answered the moderators"),
    "confirm": _("proved that it is the hospital"),
    "verify": _("verified"),
    "refuse": _("refused"),
    **dict.fromkeys(("freeze", "stop"), _("stopped")),
    "unite": _("merged another page into this one"),
    "ban": _("banned"),
    "lift_ban": _("lifted the ban"),
    "unfreeze": _("let go on"),
    "propose": _("asked to change"),
    "apply": _("put the change online"),
    "prove_mailbox": _("proved by mailbox"),
    "prove_domain": _("proved by web domain"),
    "ask_proof": _("asked to look for the code"),
    "doubt": _("no longer found the proof"),
    "trust": _("found the proof again"),
    "keep": _("kept verified"),
    "earn_trust": _("began to trust it, after enough clean openings"),
    "give_trust": _("began to trust it"),
    "take_trust": _("ended the trust"),
    "lose_trust": _("ended the trust, because something was not in order"),
    "count_anew": _("counts clean openings anew"),
    "pass": _("looked at and found in order"),
    "fail": _("looked at and found not in order"),
    "revoke": _("took the verification back"),
    "send_code": _("asked for a code"),
    "ask_to_join": _("asked to join"),
    "invite": _("invited"),
    "withdraw_invitation": _("took an invitation back"),
    "join": _("joined"),
    "hand_over": _("handed the hospital over"),
    "read": _("read"),
    "shortlist": _("put on the shortlist"),
    "offer": _("made an offer"),
    "hire": _("hired"),
    "decline": _("declined"),
    "no_answer": _("gave no answer"),
    "nudge": _("sent a reminder to answer"),
    "cv_opened": _("opened a CV"),
    "sample_opened": _("opened a work sample"),
    "quarantine": _("reported"),
    "release": _("found nothing wrong"),
    "warn": _("told that the promise is near"),
    "deal_with_silence": _("dealt with unanswered applications"),
    "change_offer": _("changed the offer"),
    "accept": _("accepted the offer"),
    **dict.fromkeys(("take_back_to_shortlisted", "take_back_to_interview"), _("took the offer back")),
    "propose_times": _("proposed other times"),
    "pick": _("picked a time"),
    "ask_others": _("asked for other times"),
    "cancel": _("called off"),
    "exported": _("took along as a file"),
    "pool_joined": _("agreed to keep in touch"),
    "pool_left": _("ended keeping in touch"),
    "show": _("let hospitals find"),
    "hide": _("hid from hospitals"),
    "invite_to_apply": _("invited to apply"),
    "expire": _("ended without an answer"),
    "ask_mentor": _("asked a mentor"),
    "book_talk": _("booked"),
    "ask_talk": _("asked for a talk"),
    "offer_talk": _("offered times"),
    "link_talk": _("linked to an application"),
    "unlink_talk": _("took away from an application"),
    "give_talk_times": _("gave times for talks"),
    "take_back_talk_time": _("took back"),
    "miss": _("said that the other did not come"),
    "become_mentor": _("became a mentor"),
    "leave_mentoring": _("stopped being a mentor"),
    "report_person": _("reported"),
    "dismiss": _("found nothing wrong"),
    "bar": _("barred from mentoring"),
    "complete": _("completed"),
    "end": _("ended early"),
    "pause": _("paused"),
    "resume": _("switched on again"),
    "suspend": _("suspended"),
    "appeal": _("appealed"),
    "lift": _("lifted the suspension"),
    "run_out": _("let the suspension end"),
    "look_at": _("opened the page"),
    "take_trail_along": _("took the log along as a file"),
    "switch_on": _("switched on"),
    "switch_off": _("switched off"),
    "take_down": _("took down"),
    "lift_limit": _("lifted the limit of openings"),
    "ask_outcome_again": _("asked again how it ended"),
    "suggest": _("missed a word"),
    "add": _("made it a word"),
    "name": _("made it another name"),
    "moved": _("put in another place"),
    "report": _("got a report"),
    "hold": _("took out of sight after reports"),
    "answer": _("answered"),
    "decide": _("decided that the reports were right"),
    "settle": _("decided about the appeal"),
    "rest": _("closed, without an appeal"),
    "hide_message": _("took a message out of sight"),
    "reveal_message": _("let a message be read again"),
    "merge": _("merged"),
    "unmerge": _("undid the merge"),
    "change_role": _("changed a role"),
    "consent_given": _("agreed"),
    "consent_revoked": _("took the agreement back"),
    "rated": _("rated"),
    "discard": _("deleted a draft"),
    **dict.fromkeys(("erase", "erased"), _("erased")),
    "reopen": _("opened again"),
    "retire": _("retired"),
    "unretire": _("brought back"),
}
# What the same verb is called when a candidate's application is its subject.
_OF_APPLICATIONS = {"submit": _("applied"), "withdraw": _("withdrew"), "reject": _("did not choose")}
_SPECIAL = {
    "applications.application": _OF_APPLICATIONS,
    "accounts.suspension": {"keep": _("kept the suspension")},
    "mentoring.mentorship": {"accept": _("said yes"), "decline": _("said no")},
    "mentoring.talk": {"decline": _("said no"), "hold": _("said that it took place")},
    "mentoring.report": {"lift": _("let back into mentoring")},
    "moderation.case": {"ask": _("asked the owner"), "appeal": _("appealed against the decision")},
}
_STATES: dict[str, dict[str, str | Promise]] = {
    "postings.posting": dict(Status.choices),
    "postings.revision": dict(Revision.Status.choices),
    "postings.spotcheck": dict(SpotCheck.Status.choices),
    "hospitals.hospital": {**dict(Hospital.Status.choices), "new": _("New"), "trusted": _("Trusted")},
    "applications.application": dict(Stage.choices),
    "accounts.suspension": dict(Suspension.Status.choices),
    "moderation.case": dict(Case.Status.choices),
    "mentoring.mentorship": dict(Mentorship.Status.choices),
    "mentoring.mentor": dict(Mentor.Status.choices),
    "mentoring.talk": dict(Talk.Status.choices),
    "mentoring.report": dict(Report.Status.choices),
    "applications.interview": dict(InterviewStatus.choices),
    "applications.invited": dict(InvitedStatus.choices),
    "alerts.alert": dict(Alert.Status.choices),
    "accounts.profile": dict(Visibility.choices),
    "accounts.user": dict(Standing.choices),
    "accounts.suggestion": dict(Suggestion.Status.choices),
    "accounts.worksample": {**dict(WorkSample.Status.choices), "shown": _("Visible")},
}
KINDS: dict[str, str | Promise] = {
    "postings.posting": _("Opening"),
    "postings.revision": _("Change of an opening"),
    "postings.spotcheck": _("Spot check"),
    "hospitals.hospital": _("Hospital"),
    "hospitals.banneddomain": _("Web domain"),
    "applications.application": _("Application"),
    "applications.interview": _("Interview"),
    "hospitals.seat": _("Seat"),
    "accounts.user": _("Person"),
    "accounts.suspension": _("Suspension"),
    "accounts.worksample": _("Work sample"),
    "accounts.profile": _("Profile"),
    "applications.invited": _("Invitation to apply"),
    "alerts.alert": _("Alert"),
    "postings.template": _("Template"),
    "mentoring.mentor": _("Mentor"),
    "mentoring.mentorship": _("Mentorship"),
    "mentoring.talk": _("Talk"),
    "mentoring.talktime": _("Time for a talk"),
    "mentoring.report": _("Report from mentoring"),
    "moderation.case": pgettext_lazy("what waits", "Report"),
    "core.announcement": _("Announcement"),
    "core.switch": _("Switch"),
    "core.skill": _("Skill"),
    "core.skillgroup": _("Group of skills"),
    "core.channel": _("Channel"),
    "core.rolefamily": _("Sort of role"),
    "core.engagement": _("Kind of work"),
    "core.education": _("Education"),
    "core.experience": _("Experience"),
    "core.payperiod": _("Pay period"),
    "accounts.suggestion": _("Suggested word"),
    "core.reason": _("Reason"),
    "core.cannedtext": _("Ready text"),
    "core.dutyword": _("Task"),
}
REASONS = {
    code: words
    for reasons in (Report.Reason, SampleReport.Reason, RejectionReason, WithdrawalReason)
    for code, words in reasons.choices
}


def of_verb(kind: str, verb: str) -> str | Promise:
    """What somebody did to a thing of this kind; a verb that nothing knows any more stands for itself."""
    return _SPECIAL.get(kind, {}).get(verb) or VERBS.get(verb, verb)


def of_state(kind: str, state: str) -> str | Promise:
    return _STATES.get(kind, {}).get(state, state)


def of_reason(code: str) -> str | Promise:
    """As moderators call it now; reasons of candidates and hospitals are no words of theirs."""
    word = next(iter(vocabulary().reasons_named([code])), None)
    return word.name if word else REASONS.get(code, code)
