"""The rules of the house, checked on the source itself: who imports, writes, and asks the time."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT, calls, dotted, python_files, tree
from tests.architecture.tables import area, table_classes, written_tables

LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 400, 50
# The present moment, under every name it goes by.
_PRESENT = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time|time\.time_ns|func\.now)$"
)
# The local messenger is another program: it stands in for a service with a clock of its own.
_CLOCKS = {"community/core/clock.py", "deploy/messenger/clock.py"}


def test_everyone_imports_only_whom_they_may() -> None:
    """The contracts of `[tool.importlinter]` in pyproject.toml."""
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout
    assert "0 broken" in checked.stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_time_comes_from_the_clock(package: str) -> None:
    askers = [
        f"{path}:{call.lineno}"
        for path in python_files(package)
        if path not in _CLOCKS
        for call in calls(path)
        if _PRESENT.search(dotted(call.func))
    ]
    assert askers == []


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_no_file_is_longer_than_can_be_held_in_mind(package: str) -> None:
    lengths = {
        path: len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in python_files(package)
    }
    assert [path for path, length in lengths.items() if length > LINES_OF_A_FILE] == []


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_no_function_is_longer_than_a_screen(package: str) -> None:
    functions = [
        (f"{path}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in python_files(package)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [name for name, length in functions if length > LINES_OF_A_FUNCTION] == []


def test_every_table_is_written_by_its_own_area_alone() -> None:
    owners = table_classes()
    trespasses = [
        f"{path} writes {table} of {owners[table]}"
        for path in python_files(*PACKAGES)
        if not path.startswith("deploy/demo/")  # seeds a past that no use case can make
        for table in sorted(written_tables(path))
        if owners[table] != area(path)
    ]
    assert trespasses == []


def test_the_writers_are_found_at_all() -> None:
    """A check that finds nothing would prove nothing."""
    writers = {table for path in python_files(*PACKAGES) for table in written_tables(path)}
    assert writers == set(table_classes())


@pytest.mark.parametrize("package", ["community", "moderation"])
def test_only_use_cases_commit(package: str) -> None:
    committing = {
        path
        for path in python_files(package)
        for call in calls(path)
        if dotted(call.func).endswith((".commit", ".rollback"))
    }
    assert committing <= {"community/core/usecase.py"}
