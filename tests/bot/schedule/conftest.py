"""The same morning as for requests: Irina helps, Lidia leads."""

from tests.bot.helping.conftest import sqlite_surgery, surgery

__all__ = ["sqlite_surgery", "surgery"]
