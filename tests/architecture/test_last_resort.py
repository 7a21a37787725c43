"""A run whose end hangs says where, instead of standing there with all its dots."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CONFTEST = """
import asyncio
import pytest
from tests.support import patience

patience._LAST_RESORT_SECONDS = 1
from tests.conftest import pytest_configure, pytest_runtest_teardown, pytest_sessionfinish

@pytest.fixture(scope="session")
async def never_ends():
    try:
        yield
        await asyncio.Event().wait()
    finally:
        await asyncio.Event().wait()  # whatever interrupts the first wait does not end this one
"""
_SETTINGS = """
[pytest]
asyncio_mode = auto
asyncio_default_fixture_loop_scope = session
asyncio_default_test_loop_scope = session
"""


def test_a_fixture_that_never_ends_is_named(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(_CONFTEST)
    (tmp_path / "pytest.ini").write_text(_SETTINGS)
    (tmp_path / "test_one.py").write_text("async def test_one(never_ends): pass\n")

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", tmp_path],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert ran.returncode != 0
    assert "Timeout" in ran.stderr
    assert "finish" in ran.stderr, "the fixture's end stands in the trace"
