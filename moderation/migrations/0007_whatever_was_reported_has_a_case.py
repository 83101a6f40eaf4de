"""Work samples in quarantine and reports of mentoring that wait were once decided on pages of their own. Now a case is the
only place, so each that has none gets one."""

from django.db import migrations

SAMPLE_CODES = {"patient": "patient_data", "not_theirs": "not_theirs"}
MENTOR_CODES = {"money": "asks_money", "patients": "patient_data"}
RUNNING = ["open", "waiting"]


def open_cases(apps, _editor):
    Case = apps.get_model("moderation", "Case")
    samples = apps.get_model("accounts", "WorkSample").objects.filter(status="quarantined")
    for row in samples.select_related("profile").prefetch_related("reports"):
        if Case.objects.filter(kind="sample", subject_id=row.pk, status__in=RUNNING).exists():
            continue
        text = "\n\n".join(part for part in (row.did, row.result, row.url) if part)
        case = Case.objects.create(
            kind="sample", subject_id=row.pk, owner_id=row.profile.user_id, title=row.title[:160], text=text,
            opened_at=row.quarantined_at, since=row.quarantined_at, held_at=row.quarantined_at,
        )  # fmt: skip
        for told in row.reports.order_by("-at")[:1]:
            _keep(apps, case, told, SAMPLE_CODES.get(told.reason, told.reason))
    waiting = apps.get_model("mentoring", "Report").objects.filter(status="open").select_related("about")
    for told in waiting.order_by("at"):
        case = Case.objects.filter(kind="mentor", subject_id=told.about_id, status__in=RUNNING).first()
        if case is None:
            case = Case.objects.create(
                kind="mentor", subject_id=told.about_id, owner_id=told.about_id, title=told.about.name[:160],
                opened_at=told.at, since=told.at,
            )  # fmt: skip
        _keep(apps, case, told, MENTOR_CODES.get(told.reason, told.reason))


def _keep(apps, case, told, code):
    Report = apps.get_model("moderation", "Report")
    if told.by_id is None or not Report.objects.filter(case=case, by=told.by_id).exists():
        Report.objects.create(case=case, by_id=told.by_id, code=code, words=told.words, at=told.at, weight=1)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_evidence_samples_trainings"),
        ("mentoring", "0001_mentors"),
        ("moderation", "0006_merges_by_the_worker"),
    ]
    operations = [migrations.RunPython(open_cases, migrations.RunPython.noop)]
