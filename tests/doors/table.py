"""The role × URL table: every named address, and who comes in.

A door says who is let in; everyone else gets that door's refusal:
PUBLIC      everyone
SIGNED_IN   visitors are sent to sign in
OWN         the candidate whose thing it is; visitors sign in, everyone else gets 404
TEAM(roles) seat holders with these roles; teammates with another role 403, strangers (ex-members too) 404
MODERATORS  moderators; everyone else 404
"""

from dataclasses import dataclass

PEOPLE = "visitor candidate candidate2 owner recruiter reviewer host ex_member owner2 moderator admin".split()
TEAM_ROLES = {"O": "owner", "R": "recruiter", "W": "reviewer", "H": "host"}


@dataclass(frozen=True)
class Door:
    kind: str
    inside: frozenset[str] = frozenset()
    deciders: frozenset[str] | None = None  # of those inside, who may also send the form; None: all

    @property
    def knockers(self) -> list[str]:
        """Who tries the door. Where nobody is refused by role, one of each sort is enough."""
        return {
            "public": ["visitor", "candidate", "owner"],
            "signed_in": ["visitor", "candidate", "owner", "moderator"],
        }.get(self.kind, PEOPLE)

    def refusal(self, person: str) -> int | None:
        """None: comes in. 302: is sent to sign in. Else the status."""
        if self.kind == "public" or person in self.inside:
            return None
        if person == "visitor":
            return 302
        if self.kind == "signed_in":
            return None
        if self.kind == "team" and person in TEAM_ROLES.values():
            return 403
        return 404


def team(roles: str, post: str = "") -> Door:
    """`roles` may look; where `post` is given, only those of them may send the form."""
    deciders = frozenset(TEAM_ROLES[r] for r in post) if post else None
    return Door("team", frozenset(TEAM_ROLES[r] for r in roles), deciders)


PUBLIC, SIGNED_IN = Door("public"), Door("signed_in")
OWN = Door("own", frozenset({"candidate"}))
OWN_VIEW = Door("own", frozenset({"owner"}))
OWN_MENTORSHIP = Door("own", frozenset({"candidate", "candidate2"}))  # asked by one, answered by the other
OWN_MENTOR = Door("own", frozenset({"candidate2"}))
NOBODY = Door("own", frozenset())  # an invented token
MODERATORS = Door("moderators", frozenset({"moderator"}))

POSTING = ["posting.pk", "posting.slug"]
WORK = ["hospital.slug"]
WORK_DRAFT = ["hospital.slug", "draft.pk"]
WORK_REVISED = ["hospital.slug", "revision.posting_id"]
WORK_QUESTION = [*WORK_DRAFT, "'aaaa0001'"]
WORK_CHANNEL = ["hospital.slug", "channel.pk"]
WORK_SAVED = ["hospital.slug", "saved.pk"]
WORK_TEMPLATE = ["hospital.slug", "template.pk"]
WORK_SEAT = ["hospital.slug", "seat.pk"]
WORK_APPLICATION = ["hospital.slug", "application.pk"]
WORK_FOUND = ["hospital.slug", "found.pk"]  # whoever is verified finds this person, but hospital2
WORK_SAMPLE = [*WORK_APPLICATION, "sample.pk"]
WORK_BATCH = ["hospital.slug", "batch.pk"]
WORK_VIEW = ["hospital.slug", "saved_view.pk"]  # the owner's; nobody else finds it

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
    "postings:outcome": (PUBLIC, ["outcome_link.token"]),
    "postings:filter": (PUBLIC, ["'skill'"]),
    "postings:feed": (PUBLIC, []),
    "postings:json_feed": (PUBLIC, []),
    "postings:browse": (PUBLIC, []),
    "postings:compare": (PUBLIC, []),
    "postings:schools": (PUBLIC, []),
    "postings:skill": (PUBLIC, ["'hipaa'"]),
    "postings:kind": (PUBLIC, ["'internship'"]),
    "postings:hospital_kind": (PUBLIC, ["'acute-care'"]),
    "postings:country": (PUBLIC, ["'us'"]),
    "postings:region": (PUBLIC, ["'us'", "'wa'"]),
    "postings:city": (PUBLIC, ["'us'", "'wa'", "'tacoma'"]),
    "postings:detail": (PUBLIC, POSTING),
    "announcement_read": (PUBLIC, ["'1'"]),
    "guide": (PUBLIC, []),
    "guide_page": (PUBLIC, ["'skills'"]),
    "pay:page": (PUBLIC, []),
    "pay:figures": (PUBLIC, []),
    "mentoring:mentors": (PUBLIC, []),
    "mentoring:ask": (SIGNED_IN, ["mentor.pk"]),
    "mentoring:report_mentor": (SIGNED_IN, ["mentor.pk"]),
    "mentoring:mine": (SIGNED_IN, []),
    "mentoring:profile": (SIGNED_IN, []),
    "mentoring:state": (OWN_MENTOR, []),
    "mentoring:one": (OWN_MENTORSHIP, ["mentorship.pk"]),
    "mentoring:move": (OWN_MENTORSHIP, ["mentorship.pk", "'completion'"]),
    "mentoring:feedback": (OWN_MENTORSHIP, ["completed.pk"]),
    "mentoring:report": (OWN_MENTORSHIP, ["mentorship.pk"]),
    "mentoring:block": (OWN_MENTORSHIP, ["mentorship.pk"]),
    "mentoring:unblock": (OWN, ["blocked.pk"]),
    "mentoring:talks": (PUBLIC, []),
    "mentoring:hospital_talks": (PUBLIC, ["hospital.slug"]),
    "mentoring:my_talks": (SIGNED_IN, []),
    "mentoring:talk": (OWN, ["booked.pk"]),
    "mentoring:talk_calendar": (OWN, ["booked.pk"]),
    "mentoring:talk_move": (OWN, ["booked.pk", "'cancellation'"]),
    "mentoring:hosted": (team("ORH"), WORK),
    "mentoring:taking_back": (team("ORH"), WORK),
    "mentoring:hosted_talk": (team("ORH"), [*WORK, "booked.pk"]),
    "mentoring:hosted_move": (team("ORH"), [*WORK, "booked.pk", "'cancellation'"]),
    "accounts:home": (SIGNED_IN, []),
    "accounts:profile": (SIGNED_IN, []),
    "accounts:profile_about": (SIGNED_IN, []),
    "accounts:profile_place": (SIGNED_IN, []),
    "accounts:profile_wishes": (SIGNED_IN, []),
    "accounts:profile_skills": (SIGNED_IN, []),
    "accounts:profile_experience": (SIGNED_IN, []),
    "accounts:profile_experience_row": (OWN, ["experience.pk"]),
    "accounts:profile_experience_removal": (OWN, ["experience.pk"]),
    "accounts:profile_education": (SIGNED_IN, []),
    "accounts:profile_education_row": (OWN, ["education.pk"]),
    "accounts:profile_education_removal": (OWN, ["education.pk"]),
    "accounts:profile_languages": (SIGNED_IN, []),
    "accounts:profile_languages_row": (OWN, ["spoken.pk"]),
    "accounts:profile_languages_removal": (OWN, ["spoken.pk"]),
    "accounts:profile_channels": (SIGNED_IN, []),
    "accounts:profile_channels_row": (OWN, ["own_channel.pk"]),
    "accounts:profile_channels_removal": (OWN, ["own_channel.pk"]),
    "candidates:visibility": (SIGNED_IN, []),
    "candidates:hide_from": (SIGNED_IN, []),
    "candidates:show_to": (OWN, ["hidden.pk"]),
    "candidates:invitation": (OWN, ["invited.pk"]),
    "candidates:declining": (OWN, ["invited.pk"]),
    "candidates:list": (team("OR"), WORK),
    "candidates:candidate": (team("OR"), WORK_FOUND),
    "candidates:invitations": (team("OR"), WORK),
    "accounts:profile_skill": (SIGNED_IN, ["'hipaa'"]),
    "accounts:evidence": (OWN, ["evidence.pk"]),
    "accounts:evidence_removal": (OWN, ["evidence.pk"]),
    "accounts:trainings": (SIGNED_IN, []),
    "accounts:training": (OWN, ["training.pk"]),
    "accounts:training_removal": (OWN, ["training.pk"]),
    "accounts:samples": (SIGNED_IN, []),
    "accounts:sample_new": (SIGNED_IN, []),
    "accounts:sample": (OWN, ["sample.pk"]),
    "accounts:sample_picture": (OWN, ["sample.pk", "'1'"]),
    "accounts:sample_removal": (OWN, ["sample.pk"]),
    "accounts:profile_import": (SIGNED_IN, []),
    "accounts:profile_suggestions": (SIGNED_IN, []),
    "accounts:profile_suggestions_removal": (SIGNED_IN, []),
    "accounts:profile_json": (SIGNED_IN, []),
    "accounts:profile_pdf": (SIGNED_IN, []),
    "accounts:documents": (SIGNED_IN, []),
    "accounts:settings": (SIGNED_IN, []),
    "alerts:new": (PUBLIC, []),
    "alerts:asked": (PUBLIC, []),
    "alerts:mine": (SIGNED_IN, []),
    "alerts:bookmark": (SIGNED_IN, POSTING),
    "alerts:saved": (SIGNED_IN, []),
    "alerts:follow": (SIGNED_IN, ["hospital.slug"]),
    "alerts:note": (OWN, ["bookmark.pk"]),
    "alerts:one": (PUBLIC, ["alert.token"]),
    "alerts:stop": (PUBLIC, ["alert.token"]),
    "alerts:answer": (PUBLIC, ["alert.token", "'1700000000'", "'yes'"]),
    "accounts:document": (OWN, ["document.pk"]),
    "accounts:document_removal": (OWN, ["document.pk"]),
    "applications:mine": (SIGNED_IN, []),
    "applications:detail": (OWN, ["application.pk"]),
    "applications:sent": (OWN, ["application.pk"]),
    "applications:cv": (OWN, ["application.pk"]),
    "applications:consents": (OWN, ["application.pk"]),
    "applications:change": (OWN, ["application.pk"]),
    "applications:copy": (OWN, ["application.pk"]),
    "accounts:privacy": (SIGNED_IN, []),
    "accounts:privacy_seen": (SIGNED_IN, []),
    "accounts:privacy_periods": (SIGNED_IN, []),
    "accounts:privacy_copy_asked": (SIGNED_IN, []),
    "accounts:privacy_copy": (OWN, ["personal_copy.token"]),
    "accounts:privacy_closing": (SIGNED_IN, []),
    "accounts:privacy_closing_code": (SIGNED_IN, []),
    "accounts:returning": (
        SIGNED_IN,
        [],
    ),  # a step of signing in; whoever is in already is sent to their page
    "accounts:inbox": (SIGNED_IN, []),
    "accounts:inbox_reading": (SIGNED_IN, []),
    "accounts:inbox_choices": (SIGNED_IN, []),
    "accounts:inbox_stop": (PUBLIC, ["inbox_stop.token"]),
    "applications:withdrawal": (OWN, ["application.pk"]),
    "applications:declining": (OWN, ["application.pk"]),
    "applications:interview_answer": (OWN, ["application.pk", "talk.pk"]),
    "applications:my_interview_calendar": (OWN, ["application.pk", "talk.pk"]),
    "applications:acceptance": (OWN, ["application.pk"]),
    "applications:keep_in_touch": (OWN, ["application.pk"]),
    "applications:interview": (team("OR"), WORK_APPLICATION),
    "applications:interview_cancellation": (team("OR"), [*WORK_APPLICATION, "talk.pk"]),
    "applications:interview_calendar": (team("ORW"), [*WORK_APPLICATION, "talk.pk"]),
    "applications:offer_withdrawal": (team("OR"), WORK_APPLICATION),
    "applications:pdf": (team("OR"), WORK_APPLICATION),
    "applications:csv": (team("OR"), WORK),
    "applications:exports": (team("OR"), WORK),
    "applications:export": (OWN_VIEW, ["hospital.slug", "export.token"]),
    "applications:texts": (team("OR"), WORK),
    "applications:text_new": (team("OR"), WORK),
    "applications:text": (team("OR"), ["hospital.slug", "text.pk"]),
    "applications:text_removal": (team("OR"), ["hospital.slug", "text.pk"]),
    "applications:pool": (team("OR"), WORK),
    "applications:workspace_list": (team("ORW"), WORK),
    "applications:workspace_board": (team("ORW"), WORK),
    "applications:bulk": (team("OR"), WORK),
    "applications:batch": (team("OR"), WORK_BATCH),
    "applications:batch_undo": (team("OR"), WORK_BATCH),
    "applications:saved_views": (team("ORW"), WORK),
    "applications:saved_view": (OWN_VIEW, WORK_VIEW),
    "applications:saved_view_removal": (OWN_VIEW, WORK_VIEW),
    "applications:card_move": (team("OR"), WORK_APPLICATION),
    "applications:workspace_detail": (team("ORW"), WORK_APPLICATION),
    "applications:workspace_cv": (team("ORW"), WORK_APPLICATION),
    "applications:workspace_cv_page": (team("ORW"), [*WORK_APPLICATION, "cv_page.number"]),
    "applications:sample": (team("ORW"), WORK_SAMPLE),
    "applications:sample_picture": (team("ORW"), [*WORK_SAMPLE, "'1'"]),
    "applications:sample_report": (team("ORW"), WORK_SAMPLE),
    "applications:messages": (team("ORW", post="OR"), WORK_APPLICATION),
    "applications:messages_read": (team("OR"), WORK_APPLICATION),
    "applications:file": (team("ORW"), [*WORK_APPLICATION, "attachment.pk"]),
    "applications:notes": (team("ORW"), WORK_APPLICATION),
    "applications:note": (team("R"), [*WORK_APPLICATION, "note.pk"]),
    "applications:note_removal": (team("R"), [*WORK_APPLICATION, "note.pk"]),
    "applications:ratings": (team("ORW"), WORK_APPLICATION),
    "applications:my_messages": (OWN, ["application.pk"]),
    "applications:my_messages_read": (OWN, ["application.pk"]),
    "applications:my_file": (OWN, ["application.pk", "attachment.pk"]),
    "applications:move": (team("OR"), WORK_APPLICATION),
    "applications:offer": (team("OR"), WORK_APPLICATION),
    "applications:hiring": (team("OR"), WORK_APPLICATION),
    "applications:rejection": (team("OR"), WORK_APPLICATION),
    "applications:rejection_undo": (team("OR"), WORK_APPLICATION),
    "postings:workspace_list": (team("ORW"), WORK),
    "postings:workspace_new": (team("OR"), WORK),
    "postings:workspace_preview": (team("OR"), WORK),
    "postings:workspace_begin": (team("OR"), WORK),
    "postings:workspace_start": (team("OR"), WORK),
    "postings:workspace_templates": (team("OR"), WORK),
    "postings:workspace_template": (team("OR"), WORK_TEMPLATE),
    "postings:workspace_template_removal": (team("OR"), WORK_TEMPLATE),
    "postings:workspace_template_of": (team("OR"), WORK_DRAFT),
    "postings:workspace_shown": (team("ORW"), WORK_DRAFT),
    "postings:workspace_part": (team("OR"), [*WORK_DRAFT, "'text'"]),
    "postings:workspace_letting_go": (team("OR"), WORK_DRAFT),
    "postings:workspace_detail": (team("ORW"), WORK_DRAFT),
    "postings:workspace_edit": (team("OR"), WORK_DRAFT),
    "postings:workspace_submission": (team("OR"), WORK_DRAFT),
    "postings:workspace_remarks": (team("OR"), WORK_DRAFT),
    "postings:workspace_withdrawal": (team("OR"), WORK_DRAFT),
    "postings:workspace_closure": (team("OR"), WORK_DRAFT),
    "postings:workspace_extension": (team("OR"), WORK_DRAFT),
    "postings:workspace_planning": (team("OR"), WORK_DRAFT),
    "postings:workspace_relisting": (team("OR"), WORK_DRAFT),
    "postings:workspace_copy": (team("OR"), WORK_DRAFT),
    "postings:workspace_removal": (team("OR"), WORK_DRAFT),
    "postings:workspace_revision": (team("OR"), WORK_REVISED),
    "postings:workspace_revision_withdrawal": (team("OR"), WORK_REVISED),
    "figures:hospital": (team("ORW"), WORK),
    "figures:hospital_table": (team("ORW"), WORK),
    "figures:opening": (team("ORW"), WORK_REVISED),
    "figures:opening_table": (team("ORW"), WORK_REVISED),
    "postings:library": (team("OR"), WORK),
    "postings:saved_question": (team("OR"), WORK_SAVED),
    "postings:saved_question_retirement": (team("OR"), WORK_SAVED),
    "postings:questions": (team("ORW", post="OR"), WORK_DRAFT),
    "postings:question_pick": (team("OR"), [*WORK_DRAFT, "saved.pk"]),
    "postings:question": (team("OR"), WORK_QUESTION),
    "postings:question_position": (team("OR"), WORK_QUESTION),
    "postings:question_removal": (team("OR"), WORK_QUESTION),
    "applications:apply": (PUBLIC, POSTING),
    "applications:apply_part": (SIGNED_IN, [*POSTING, "'letter'"]),
    "applications:apply_check": (SIGNED_IN, POSTING),
    "applications:apply_code": (PUBLIC, POSTING),
    "applications:apply_submission": (SIGNED_IN, POSTING),
    "hospitals:list": (PUBLIC, []),
    "hospitals:page": (PUBLIC, WORK),
    "hospitals:start": (SIGNED_IN, []),
    "hospitals:claim": (SIGNED_IN, ["entry.pk"]),
    "hospitals:claim_new": (SIGNED_IN, []),
    "hospitals:join": (SIGNED_IN, WORK),
    "hospitals:invitation": (NOBODY, ["'no-such-token'"]),
    "hospitals:notices_stop": (PUBLIC, ["stop.token"]),
    "hospitals:workspaces": (SIGNED_IN, []),
    "hospitals:workspace": (team("ORWH"), WORK),
    "hospitals:team": (team("ORWH", post="O"), WORK),
    "hospitals:team_departure": (team("ORWH"), WORK),
    "hospitals:activity": (team("ORWH"), WORK),
    "hospitals:notices": (team("ORWH"), WORK),
    "hospitals:notices_reading": (team("ORWH"), WORK),
    "hospitals:notice_choices": (team("ORWH"), WORK),
    "logo": (PUBLIC, ["logo.name"]),
    "hospitals:profile": (team("OR"), WORK),
    "hospitals:profile_logo": (team("OR"), WORK),
    "hospitals:profile_logo_removal": (team("OR"), WORK),
    "hospitals:profile_places": (team("OR"), WORK),
    "hospitals:profile_channels": (team("OR"), WORK),
    "hospitals:profile_channel_removal": (team("OR"), WORK_CHANNEL),
    "hospitals:profile_channel_look": (team("OR"), WORK_CHANNEL),
    "hospitals:profile_readiness": (team("OR"), WORK),
    "hospitals:profile_readiness_confirmation": (team("OR"), WORK),
    "moderation:hospital_channel": (MODERATORS, ["hospital.pk", "channel.pk"]),
    "hospitals:verification": (team("O"), WORK),
    "hospitals:invitation_withdrawal": (team("O"), ["hospital.slug", "invitation.pk"]),
    "hospitals:invitation_resending": (team("O"), ["hospital.slug", "invitation.pk"]),
    "hospitals:team_role": (team("O"), WORK_SEAT),
    "hospitals:team_removal": (team("O"), WORK_SEAT),
    "hospitals:team_handover": (team("O"), WORK_SEAT),
    "moderation:numbers": (MODERATORS, []),
    "moderation:numbers_table": (MODERATORS, ["'waiting'"]),
    "moderation:announcements": (MODERATORS, []),
    "moderation:announcement_new": (MODERATORS, []),
    "moderation:announcement": (MODERATORS, ["announcement.pk"]),
    "moderation:announcement_end": (MODERATORS, ["announcement.pk"]),
    "moderation:switches": (MODERATORS, []),
    "moderation:switch": (MODERATORS, ["'uploads'"]),
    "moderation:hospital_limit": (MODERATORS, ["hospital.pk"]),
    "moderation:queue": (MODERATORS, []),
    "moderation:search": (MODERATORS, []),
    "moderation:next": (MODERATORS, []),
    "moderation:claim": (MODERATORS, ["'opening'", "waiting.pk"]),
    "moderation:opening_undo": (MODERATORS, ["waiting.pk"]),
    "moderation:revision_undo": (MODERATORS, ["revision.pk"]),
    "moderation:openings": (MODERATORS, []),
    "moderation:opening": (MODERATORS, ["waiting.pk"]),
    "moderation:revision": (MODERATORS, ["revision.pk"]),
    "moderation:question": (MODERATORS, ["waiting.pk"]),
    "moderation:hospitals": (MODERATORS, []),
    "moderation:hospital": (MODERATORS, ["pending.pk"]),
    "moderation:hospital_freeze": (MODERATORS, ["pending.pk"]),
    "moderation:hospital_unite": (MODERATORS, ["hospital.pk"]),
    "moderation:domains": (MODERATORS, []),
    "moderation:domain": (MODERATORS, ["banned.pk"]),
    "moderation:domain_lifting": (MODERATORS, ["banned.pk"]),
    "moderation:hospital_trust": (MODERATORS, ["pending.pk"]),
    "moderation:sampled": (MODERATORS, ["spot_check.pk"]),
    "moderation:silence": (MODERATORS, ["hospital.pk"]),
    "reports:new": (PUBLIC, ["'opening'", "posting.pk"]),
    "reports:thanks": (PUBLIC, []),
    "reports:confirm": (PUBLIC, ["visitor_report.token"]),
    "reports:my_cases": (SIGNED_IN, []),
    "reports:mine": (OWN, ["sample_case.pk"]),
    "reports:hospital_cases": (team("OR"), WORK),
    "reports:of_hospital": (team("OR"), ["hospital.slug", "hospital_case.pk"]),
    "moderation:cases": (MODERATORS, []),
    "moderation:case": (MODERATORS, ["sample_case.pk"]),
    "moderation:case_picture": (MODERATORS, ["sample_case.pk", "'1'"]),
    "moderation:appeal": (MODERATORS, ["hospital_case.pk"]),
    "accounts:suspension": (SIGNED_IN, []),
    "moderation:people": (MODERATORS, []),
    "moderation:person": (MODERATORS, ["candidate.pk"]),
    "moderation:person_suspension": (MODERATORS, ["candidate2.pk"]),
    "moderation:person_lifting": (MODERATORS, ["appeal.user_id"]),
    "moderation:appeal_person": (MODERATORS, ["appeal.pk"]),
    "moderation:trail": (MODERATORS, []),
    "moderation:trail_csv": (MODERATORS, []),
    "moderation:vocabulary": (MODERATORS, []),
    "moderation:word_new": (MODERATORS, ["'skill'"]),
    "moderation:word": (MODERATORS, ["'skill'", "'html'"]),
    "moderation:word_retirement": (MODERATORS, ["'skill'", "'html'"]),
    "moderation:word_order": (MODERATORS, ["'skill'", "'html'"]),
    "moderation:word_merge": (MODERATORS, ["'skill'", "'html'"]),
    "moderation:merge_undo": (MODERATORS, ["merged.pk"]),
    "moderation:suggestions": (MODERATORS, []),
    "moderation:suggestion": (MODERATORS, ["suggestion.pk"]),
    "accounts:suggestions": (SIGNED_IN, []),
}
# The sign-in library's own steps: what they show depends on the step before, never on someone else's data.
LIBRARY = ("account_", "mfa_", "usersessions_", "socialaccount_")
