"""A CV is drawn to pictures by the worker once it was sent, so that reading it runs nothing of it.

    ask()                            # inside the transaction of sending
    shown(application)               # what the page of an application shows of the CV

Only PDF is drawn; of DOCX and ODT the page shows the words. A CV that cannot be drawn in TRIES tries can be downloaded.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from accounts.models import Document
from applications import blind
from applications.models import Application, Attachment, CVDrawing, CVPicture, Export, SearchText
from core.cvdraw import drawn
from core.jobs import every
from core.uploads import settle

TRIES = 3
BATCH = 100  # CVs that one run of the job draws
_FOLDERS = {"cv-pictures": CVPicture, "attachments": Attachment, "exports": Export}


def ask() -> None:
    """Have the worker draw what was sent since. Call it inside the transaction of sending."""
    draw_cvs.enqueue()


@task()
def draw_cvs() -> None:
    """Draws the CVs of running applications that nobody has drawn yet. Safe to run twice."""
    todo = Q(drawing=None) | Q(drawing__drawn_at=None, drawing__failed_at=None)
    sent = Application.objects.active().exclude(cv=None).values("cv")
    ids = Document.objects.filter(todo, kind=Document.Kind.PDF, pk__in=sent).order_by("-pk")
    for pk in list(ids.values_list("pk", flat=True)[:BATCH]):
        draw(pk)


every(timedelta(minutes=10), draw_cvs)


def draw(document_id: int) -> bool:
    """Draw one CV. True when its pictures are there afterwards."""
    document = Document.objects.get(pk=document_id)
    drawing, _new = CVDrawing.objects.get_or_create(document=document)
    if drawing.drawn_at or drawing.failed_at:
        return drawing.drawn_at is not None
    CVDrawing.objects.filter(pk=drawing.pk).update(
        tries=drawing.tries + 1
    )  # before: a file may kill the worker
    try:
        with document.file.open("rb") as file:
            found = drawn(file.read())
    except OSError:  # the store is away, or the file is gone
        found = None
    with transaction.atomic():
        drawing = CVDrawing.objects.select_for_update().get(pk=drawing.pk)
        if drawing.drawn_at:  # another worker was first
            return True
        if found is None:
            if drawing.tries >= TRIES:
                drawing.failed_at = timezone.now()
                drawing.save()
            return False
        drawing.pages, pictures = found
        for one in pictures:
            picture = CVPicture(document=document, number=one.number, width=one.width, height=one.height)
            picture.file.save(f"{one.number}.png", ContentFile(one.png), save=False)
            settle(picture.file)
            picture.save()
        drawing.drawn_at = timezone.now()
        drawing.save()
    return True


@dataclass
class Shown:
    """What the page shows: `state` is "none", "masked", "words", "drawing", "drawn" or "failed"."""

    state: str
    name: str = ""
    pictures: list[CVPicture] = field(default_factory=list)
    words: str = ""
    left_out: int = 0  # pages of a long CV that were not drawn

    @property
    def may_download(self) -> bool:
        return self.state not in {"none", "masked"}


def shown(application: Application) -> Shown:
    """In at most three queries. A blind application shows the words, masked; everything else waits for the shortlist."""
    if application.cv is None:
        return Shown("none")
    words = SearchText.objects.filter(pk=application.pk).values_list("cv_text", flat=True).first() or ""
    words = blind.masked(words.strip(), application)
    name = blind.cv_name(application)
    if application.is_blind:
        return Shown("masked", name, words=words)
    if application.cv.kind != Document.Kind.PDF:
        return Shown("words", name, words=words)
    drawing = CVDrawing.objects.filter(pk=application.cv_id).first()
    if drawing is None or not (drawing.drawn_at or drawing.failed_at):
        return Shown("drawing", name, words=words)
    if drawing.failed_at:
        return Shown("failed", name, words=words)
    pictures = list(application.cv.pictures.all())
    return Shown("drawn", name, pictures, words, max(0, drawing.pages - len(pictures)))


@task()
def sweep() -> None:
    """Erases files that no row names: left by a rollback, or by an application that was erased. A day old at least."""
    before = timezone.now() - timedelta(days=1)
    for root, model in _FOLDERS.items():
        try:
            folders = default_storage.listdir(root)[0]
        except FileNotFoundError:
            continue
        for folder in folders:
            names = {f"{root}/{folder}/{name}" for name in default_storage.listdir(f"{root}/{folder}")[1]}
            known = model._default_manager.filter(file__in=names).values_list("file", flat=True)
            for name in names - set(known):
                if default_storage.get_modified_time(name) < before:
                    default_storage.delete(name)


every(timedelta(days=1), sweep)
