from moderation.models.numbers import Numbers

__all__ = ["Numbers"]
