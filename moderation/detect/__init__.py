"""One message in, one verdict out. Pure: no database, no asyncio; importable alone in a second."""

from moderation.detect.detector import Detector
from moderation.detect.message import ChatRules, Known, Media, Message, Origin, Standing, Strictness
from moderation.detect.verdict import Action, Finding, Question, Verdict

__all__ = [
    "Action",
    "ChatRules",
    "Detector",
    "Finding",
    "Known",
    "Media",
    "Message",
    "Origin",
    "Question",
    "Standing",
    "Strictness",
    "Verdict",
]
