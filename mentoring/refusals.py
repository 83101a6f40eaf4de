"""The board says no, with words."""

from django.utils.functional import Promise


class Refused(Exception):
    """`message` says why, in words for the person who asked. Nothing has changed."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message
