"""A real mail server on this machine, which keeps what it gets and refuses as told."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Self, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.delivery.mail import Mailer
from community.core.mail import MailServer

SENDER = "Клуб «Круг» <club@example.org>"
USER, PASSWORD = "club", "p@ss:word"


@dataclass
class PostOffice:
    """`refusals` are answers by the recipient's address; `verdict` is the answer to a letter."""

    host: str = "127.0.0.1"
    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    refusals: dict[str, str] = field(default_factory=dict)
    verdict: str | None = None
    logins: list[str] = field(default_factory=list)
    knocks: int = 0
    most_at_once: int = 0
    _inside: int = 0
    _doors: asyncio.Server | None = None
    _tls: ssl.SSLContext | None = None
    _options: dict[str, Any] = field(default_factory=dict)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, tls: ssl.SSLContext | None = None, *, from_the_first_byte: bool = False
    ) -> AsyncIterator[Self]:
        """With a certificate it insists on STARTTLS and on a password, or speaks nothing else."""
        office = cls(_tls=tls if from_the_first_byte else None)
        if tls is not None and not from_the_first_byte:
            office._options = {
                "tls_context": tls,
                "require_starttls": True,
                "auth_required": True,
                "authenticator": office._let_in,
            }
        await office.open_doors()
        try:
            yield office
        finally:
            await office.close_doors()

    async def open_doors(self) -> None:
        loop = asyncio.get_running_loop()
        self._doors = await loop.create_server(self._counter, self.host, self.port, ssl=self._tls)
        self.port = self._doors.sockets[0].getsockname()[1]

    async def close_doors(self) -> None:
        """Away: nobody even answers at the door."""
        if self._doors is not None:
            self._doors.close()
            await self._doors.wait_closed()
            self._doors = None

    def _counter(self) -> SMTP:
        self.knocks += 1
        return SMTP(self, loop=asyncio.get_running_loop(), hostname="post", **self._options)

    @property
    def server(self) -> MailServer:
        return MailServer(self.host, self.port, tls=False)

    def mailer(self) -> Mailer:
        return Mailer(self.server, SENDER)

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]

    def _let_in(self, *given: Any) -> AuthResult:
        login = cast("LoginPassword", given[-1])
        self.logins.append(login.login.decode())
        return AuthResult(success=login.password.decode() == PASSWORD, handled=False)

    async def handle_RCPT(  # noqa: N802  the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if refusal := self.refusals.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self._inside += 1
        self.most_at_once = max(self.most_at_once, self._inside)
        await asyncio.sleep(0)  # whoever else is at the door may come in meanwhile
        self._inside -= 1
        if self.verdict is not None:
            return self.verdict
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        assert envelope.rcpt_tos == [letter["To"]]
        self.letters.append(letter)
        self.arrived.set()
        return "250 OK"


def plain(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html(letter: EmailMessage) -> str:
    part = letter.get_body(("related", "html"))
    assert part is not None
    if part.get_content_type() == "multipart/related":
        part = next(one for one in part.iter_parts() if one.get_content_type() == "text/html")
    return str(part.get_content()).replace("\r\n", "\n")
