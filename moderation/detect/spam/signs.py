"""Everything that speaks for spam and fraud in one message."""

from collections.abc import Iterator, Sequence

from moderation.detect.message import ChatRules, Message
from moderation.detect.reasons import Reason
from moderation.detect.spam.features import Features, features
from moderation.detect.spam.links import suspicions
from moderation.detect.spam.lures import brought_from_elsewhere, disguises, lures
from moderation.detect.spam.model import SpamModel
from moderation.detect.spam.repetition import Recent
from moderation.detect.spam.sites import TRUSTED
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question

_WORTH_SAYING = 0.05  # what the model doubts more is left out
_LEARNED_FROM = 0.5
_WORDS_SHOWN = 4
# In so many places: with somewhere to go or something to pay; without.
_REPEATED = {2: 0.25, 3: 0.45, 4: 0.6, 5: 0.75, 6: 0.9}
_REPEATED_HARMLESSLY = {3: 0.1, 5: 0.3, 10: 0.4}
_TELLING = frozenset(
    {"#url", "#invite", "#channel", "#nick", "#phone", "#card", "#roubles", "#dollars"}
)


class SpamSigns:
    """Without a model (its file is broken) the signs that need no learning speak alone."""

    def __init__(self, model: SpamModel | None) -> None:
        self._model = model
        self._recent = Recent()

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:
        domains = rules.known.domains
        trusted = TRUSTED | domains if domains else TRUSTED
        seen = features(text, trusted)
        ideas = frozenset(seen.ideas)
        probability = self._model.probability(seen) if self._model and seen.words else 0.0
        return [
            *self._wording(text, seen, probability),
            *suspicions(text, message, trusted),
            *lures(ideas, alone=self._model is None),
            *disguises(text),
            *brought_from_elsewhere(message, ideas),
            *self._repeated(seen, message, ideas, probability),
        ]

    def _wording(self, text: Text, seen: Features, probability: float) -> Iterator[Finding]:
        """The score stands on the most telling word; the other words are only shown."""
        if self._model is None or probability < _WORTH_SAYING:
            return
        learned = (
            probability >= _LEARNED_FROM and self._model.shipped_probability(seen) < _LEARNED_FROM
        )
        reason = Reason.SPAM_LEARNED if learned else Reason.SPAM_WORDING
        score = probability
        for place in self._model.telling(text, _WORDS_SHOWN) or [(0, 0)]:
            yield Finding(Question.SPAM, score, reason, *text.span(*place))
            score = 0.0

    def _repeated(
        self, seen: Features, message: Message, ideas: frozenset[str], probability: float
    ) -> Iterator[Finding]:
        if not message.author or message.is_edit:
            return
        words = [word for word in seen.words if word[0] not in "#@"]
        place = message.author, message.chat
        places = self._recent.places_of(words, place, message.seconds)
        telling = ideas & _TELLING or probability >= _WORTH_SAYING
        steps = _REPEATED if telling else _REPEATED_HARMLESSLY
        score = max((score for least, score in steps.items() if places >= least), default=0.0)
        if score:
            yield Finding(Question.SPAM, score, Reason.SPAM_REPEATED)
