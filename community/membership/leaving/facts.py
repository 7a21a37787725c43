"""What other parts may want to hear when somebody is forgotten."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class PersonErased(Fact):
    """Names and accounts of a person are being emptied; `accounts` are (messenger, id there)."""

    person_id: int
    accounts: tuple[tuple[str, str], ...]
