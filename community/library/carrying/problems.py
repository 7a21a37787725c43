"""What is wrong with a file of an import: the others go on."""

from dataclasses import dataclass


class FileProblem(Exception):  # noqa: N818  a finding, told to whoever has the file
    """In a few words; never the words of the file. The site says `message` in other languages.

    Where a rule of the domain refused it, that error is the cause.
    """

    def __init__(self, message: str, **fields: object) -> None:
        super().__init__(message % fields)
        self.message = message
        self.fields = fields


@dataclass(frozen=True)
class Problem:
    file: str
    why: FileProblem

    @property
    def what(self) -> str:
        return str(self.why)
