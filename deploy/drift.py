"""`python -m deploy.drift`: whether the migrations build the tables that the models describe."""

import asyncio
import sys
import tempfile
from pathlib import Path

from community.core.crypto import Keyring
from community.core.db import create_engine
from deploy import schema


async def _differences() -> list[object]:
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'empty.db'}", Keyring(["unused"]))
        try:
            await schema.upgrade(engine)
            return await schema.differences(engine)
        finally:
            await engine.dispose()


if __name__ == "__main__":
    found = asyncio.run(_differences())
    for difference in found:
        print(difference)  # noqa: T201  a tool for developers
    print("Migrations and models differ." if found else "Migrations match the models.")  # noqa: T201
    sys.exit(bool(found))
