"""Handing letters in at a mail server: one letter, one connection, one answer.

Knows nothing of people and screens, so that whoever has something to say by mail may use it.
"""

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from typing import cast

import aiosmtplib
import structlog

from community.core.mail import MailServer, sender_of
from community.core.outbox.models import State
from community.core.outbox.worker import Done, Later, Outcome

log = structlog.get_logger()

_ANSWER_SECONDS = 15.0  # to each word of ours
_WHOLE_SECONDS = 40.0  # well within the outbox's lease, so that nobody else sends it meanwhile
_GOODBYE_SECONDS = 2.0
_AWAY = timedelta(minutes=1)  # the server, or something on the way to it
_BUSY = timedelta(minutes=10)  # it said so itself: greylisting lasts about five
_FOR_GOOD = 500  # from here on a server means never, below it not now
_LOST = (aiosmtplib.SMTPException, OSError, TimeoutError)


@dataclass(frozen=True)
class MailPicture:
    """Shown where the HTML says `<img src="cid:ID">`."""

    cid: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class MailLetter:
    """The same words twice, plain and as HTML. `name` is its own: a repeated one is known by it."""

    to: str
    subject: str
    text: str
    html: str
    name: str
    picture: MailPicture | None = None
    headers: Mapping[str, str] | None = None


class Mailer:
    """Of one installation. Encrypted on the way, unless the server is this machine itself."""

    def __init__(
        self, server: MailServer, mail_from: str, *, trusts: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._trusts = trusts
        name, address = sender_of(mail_from)
        self._sender = Address(name, addr_spec=address)

    async def send(self, letter: MailLetter, at: datetime) -> Outcome:
        """Failed, where the server refuses this reader or these words; later, for all the rest."""
        try:
            await self._hand_in(self._written(letter, at))
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _refused(refused.recipients[0].code)
        except aiosmtplib.SMTPDataError as refused:
            return _refused(refused.code)
        except _LOST as trouble:
            # Words of a server may name an address: what kind of trouble it is has to do.
            log.warning("mail_server_trouble", error=type(trouble).__name__)
            return Later(type(trouble).__name__, after=_AWAY, counts=False)
        return Done(State.SENT)

    async def trouble(self) -> str | None:
        """Come in as for a letter, and go; what kind of trouble there was."""
        client = self._client()
        try:
            await client.connect()
            await _part_from(client)
        except _LOST as trouble:
            return type(trouble).__name__
        finally:
            client.close()
        return None

    async def _hand_in(self, message: EmailMessage) -> None:
        client = self._client()
        try:
            async with asyncio.timeout(_WHOLE_SECONDS):
                await client.connect()
                await client.send_message(message)
            await _part_from(client)
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls,
            start_tls=not server.tls and not server.is_here,
            tls_context=self._trusts,
            local_hostname=self._sender.domain,  # this machine's own name is nobody's business
            timeout=_ANSWER_SECONDS,
        )

    def _written(self, letter: MailLetter, at: datetime) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = self._sender
        message["To"] = Address(addr_spec=letter.to)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{letter.name}@{self._sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        for name, value in (letter.headers or {}).items():
            message[name] = value
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        if picture := letter.picture:
            _, html = cast("list[MIMEPart]", message.get_payload())
            maintype, _, subtype = picture.mime.partition("/")
            html.add_related(picture.content, maintype, subtype, cid=f"<{picture.cid}>")
        return message


async def _part_from(client: aiosmtplib.SMTP) -> None:
    """Whatever the server says now, it has the letter."""
    with suppress(*_LOST):
        await client.quit(timeout=_GOODBYE_SECONDS)


def _refused(code: int) -> Outcome:
    if code < _FOR_GOOD:
        return Later(f"smtp_{code}", after=_BUSY)
    return Done(State.FAILED, error=f"smtp_{code}")
