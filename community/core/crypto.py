"""Encryption of columns that name a person, with keys that can be rotated.

A stored value is `version byte | 4-byte key id | 12-byte nonce | AES-256-GCM ciphertext`, bound to
the column it belongs to, so that a value moved to another column does not open. Where equality
must be searched, a keyed hash (HMAC-SHA-256, 16 bytes) stands in a column of its own.
The keyring travels on the engine's dialect: no global, and two databases never mix keys.
"""

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_FORMAT = b"\x01"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12
_HASH_BYTES = 16


class UndecryptableError(Exception):
    """A stored value was written under a key that the settings do not hold."""


@dataclass(frozen=True)
class _Key:
    id: bytes
    cipher: AESGCM
    hash_key: bytes

    @classmethod
    def derive(cls, secret: str) -> "_Key":
        def part(purpose: bytes, length: int) -> bytes:
            hkdf = HKDF(algorithm=SHA256(), length=length, salt=b"foster-club", info=purpose)
            return hkdf.derive(secret.encode())

        return cls(
            id=part(b"key id", _KEY_ID_BYTES),
            cipher=AESGCM(part(b"columns", 32)),
            hash_key=part(b"blind index", 32),
        )


class Keyring:
    """The current key, which writes, and older ones, which still read."""

    def __init__(self, secrets: list[str]) -> None:
        if not secrets:
            raise ValueError("a keyring needs at least one secret")
        keys = [_Key.derive(secret) for secret in secrets]
        self._current = keys[0]
        self._by_id = {key.id: key for key in keys}

    def encrypt(self, plain: bytes, column: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._current.cipher.encrypt(nonce, plain, column.encode())
        return _FORMAT + self._current.id + nonce + sealed

    def decrypt(self, stored: bytes, column: str) -> bytes:
        key_end = 1 + _KEY_ID_BYTES
        nonce_end = key_end + _NONCE_BYTES
        key = self._by_id.get(stored[1:key_end])
        if stored[:1] != _FORMAT or key is None:
            raise UndecryptableError(f"{column}: no such key in CLUB_SECRET_KEY")
        try:
            return key.cipher.decrypt(
                stored[key_end:nonce_end], stored[nonce_end:], column.encode()
            )
        except InvalidTag as error:
            raise UndecryptableError(f"{column}: the value was altered") from error

    def blind(self, value: str, column: str) -> bytes:
        """A keyed hash for equality search; callers normalise the value first."""
        message = column.encode() + b"\0" + value.encode()
        return hmac.new(self._current.hash_key, message, hashlib.sha256).digest()[:_HASH_BYTES]


def keyring_of(dialect: Dialect) -> Keyring:
    keyring: Keyring = dialect.club_keyring  # type: ignore[attr-defined]  # set in core.db
    return keyring


class EncryptedText(TypeDecorator[str]):
    """Text readable only with the key; `column` is `table.column`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return keyring_of(dialect).encrypt(value.encode(), self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return keyring_of(dialect).decrypt(value, self.column).decode()


class EncryptedJson(TypeDecorator[Any]):
    """A JSON value readable only with the key."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return keyring_of(dialect).encrypt(plain, self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any | None:
        if value is None:
            return None
        return json.loads(keyring_of(dialect).decrypt(value, self.column))


class BlindIndex(TypeDecorator[Any]):
    """Takes the plain value, stores and compares only its keyed hash."""

    impl = LargeBinary(_HASH_BYTES)
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | bytes | None, dialect: Dialect) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        return keyring_of(dialect).blind(value, self.column)
