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
_ONCE_SAVED = "once_saved"
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
            session.info.pop(_ONCE_SAVED, None)
            if isinstance(error, DomainError) and error.keeps_writes:
                await session.commit()
            else:
                await session.rollback()
            raise
        finally:
            session.info[_RUNNING] = False
        _wake_outbox(session)
        for act in session.info.pop(_ONCE_SAVED, ()):
            act()
        return result

    return cast("UseCase[P, R]", run)


def once_saved(session: AsyncSession, act: Callable[[], None]) -> None:
    """Call `act()` after the running use case has committed; never, if it does not."""
    session.info.setdefault(_ONCE_SAVED, []).append(act)


def _wake_outbox(session: AsyncSession) -> None:
    if session.info.pop(OUTBOX_TOUCHED, False) and (wake := session.info.get("wake_outbox")):
        wake()
