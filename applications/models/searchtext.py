from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from applications.models.application import Application


class SearchText(models.Model):
    """What the search in applications reads: written by applications/wording.py, gone with its application."""

    application = models.OneToOneField(
        Application, models.CASCADE, primary_key=True, related_name="search_text"
    )
    cv_text = models.TextField(blank=True, help_text="the words of the CV, read once in a child process")
    cv_read_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often the CV was opened to read it")
    words = SearchVectorField(help_text="stems of name, profile, letter and CV")
    nameless = SearchVectorField(
        help_text="stems of the letter without what names the person: for who may not know yet who it is"
    )

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="application_words"),
            GinIndex(fields=["nameless"], name="application_nameless"),
        ]

    def __str__(self) -> str:
        return f"words of {self.application_id}"
