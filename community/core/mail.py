"""What an address of e-mail and the address of a mail server look like. Pure."""

import re
from dataclasses import dataclass, field
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Self
from urllib.parse import unquote, urlsplit

ADDRESS_LIMIT = 254  # RFC 5321
_NAMED_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")
_PORTS = {"smtp": 587, "smtps": 465}


def clean_address(text: str) -> str | None:
    """An address as servers write it, or None for what is none.

    Whether letters arrive there, only a letter can tell.
    """
    name, at, domain = text.strip().removeprefix("mailto:").strip("<>").rpartition("@")
    try:
        domain = domain.lower().encode("idna").decode()
    except UnicodeError:
        return None
    address = f"{name}@{domain}"
    fits = _NAMED_PART.fullmatch(name) and _DOMAIN.fullmatch(domain)
    return address if at and fits and len(address) <= ADDRESS_LIMIT else None


def sender_of(text: str) -> tuple[str, str]:
    """The name and the address of `Name <address>`. Raises ValueError."""
    name, address = parseaddr(text)
    cleaned = clean_address(address)
    if cleaned is None or not text.isprintable():
        raise ValueError("an address, or NAME <ADDRESS>")
    return name, cleaned


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in. Encrypted, unless it is this machine itself."""

    host: str
    port: int
    tls: bool  # from the first byte; otherwise STARTTLS, which nobody on the way may take out
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, url: str) -> Self:
        """Raises ValueError."""
        allowed = "smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465"
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise ValueError(allowed) from error
        if parts.scheme not in _PORTS or not host or parts.path.strip("/"):
            raise ValueError(allowed)
        return cls(
            host=host,
            port=port or _PORTS[parts.scheme],
            tls=parts.scheme == "smtps",
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )

    @property
    def is_here(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False
