"""Question 1: spam and fraud."""

from moderation.detect.spam.file import ModelBroken, load_model
from moderation.detect.spam.lesson import Lesson
from moderation.detect.spam.model import SpamModel
from moderation.detect.spam.signs import SpamSigns

__all__ = ["Lesson", "ModelBroken", "SpamModel", "SpamSigns", "load_model"]
