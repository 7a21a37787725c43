"""What is wrong with a file of an import: the others go on."""

from dataclasses import dataclass


class FileProblem(Exception):  # noqa: N818  a finding, told to whoever has the file
    """In a few words; never the words of the file."""


@dataclass(frozen=True)
class Problem:
    file: str
    what: str
