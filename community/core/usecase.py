"""One use case = one function = one transaction: the one place that commits."""

import functools
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.errors import DomainError

P = ParamSpec("P")
R = TypeVar("R")
UseCase = Callable[Concatenate[AsyncSession, P], Coroutine[Any, Any, R]]

_RUNNING = "use_case_running"
OUTBOX_TOUCHED = "outbox_touched"


def use_case(function: UseCase[P, R]) -> UseCase[P, R]:
    """Commit when the function returns, roll back when it raises (but see `keeps_writes`).

    A use case called by another joins its transaction, so that both happen or neither.
    """

    @functools.wraps(function)
    async def run(session: AsyncSession, *args: P.args, **kwargs: P.kwargs) -> R:
        if session.info.get(_RUNNING):
            return await function(session, *args, **kwargs)
        session.info[_RUNNING] = True
        try:
            result = await function(session, *args, **kwargs)
            await session.commit()
        except BaseException as error:
            session.info.pop(OUTBOX_TOUCHED, None)
            if isinstance(error, DomainError) and error.keeps_writes:
                await session.commit()
            else:
                await session.rollback()
            raise
        finally:
            session.info[_RUNNING] = False
        _wake_outbox(session)
        return result

    return cast("UseCase[P, R]", run)


def _wake_outbox(session: AsyncSession) -> None:
    if session.info.pop(OUTBOX_TOUCHED, False) and (wake := session.info.get("wake_outbox")):
        wake()
