"""Settings of an installation: environment or `.env`, every name prefixed with `CLUB_`."""

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from community.core.db import normalise_url
from community.core.mail import MailServer, sender_of

MIN_SECRET_CHARS = 32
Port = Annotated[int, Field(ge=0, le=65535)]


class SettingsError(Exception):
    """One line that names the setting and says what is allowed."""


def _http_address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("an address that begins with http:// or https://")
    return value.rstrip("/")


HttpAddress = Annotated[str, AfterValidator(_http_address)]


class Settings(BaseSettings):
    # A line `CLUB_WEBHOOK_URL=` in a copied .env means: not set.
    model_config = SettingsConfigDict(
        env_prefix="CLUB_", env_file=".env", extra="ignore", env_ignore_empty=True
    )

    bot_token: SecretStr | None = None
    bot_api_url: HttpAddress = "https://api.telegram.org"
    webhook_url: HttpAddress | None = None
    webhook_secret: SecretStr | None = None
    database_url: str = "sqlite:///var/club.db"
    redis_url: str | None = None
    secret_key: SecretStr | None = None
    web_host: str = "127.0.0.1"
    web_port: Port = 8000
    public_url: HttpAddress | None = None
    smtp_url: SecretStr | None = None
    mail_from: str | None = Field(default=None, validate_default=True)
    timezone: str = "Asia/Tomsk"
    region_name: str = Field(default="", max_length=120)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    messenger_port: Port = 8081
    metrics_token: SecretStr | None = None

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            number, colon, rest = value.get_secret_value().partition(":")
            if not (colon and number.isdigit() and rest):
                raise ValueError("a token from BotFather: digits, a colon, letters")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            return normalise_url(value)
        except Exception as error:
            raise ValueError("sqlite:///PATH or postgresql+asyncpg://…") from error

    @field_validator("redis_url")
    @classmethod
    def _redis_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("redis://HOST:PORT/NUMBER")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            MailServer.of(value.get_secret_value())
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None:
            sender_of(value)
        elif info.data.get("smtp_url") is not None:
            raise ValueError("an address, or NAME <ADDRESS>; needed together with CLUB_SMTP_URL")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        keys = _split(value) if value is not None else None
        if keys is not None and min(map(len, keys), default=0) < MIN_SECRET_CHARS:
            raise ValueError(f"at least {MIN_SECRET_CHARS} characters; older keys after a comma")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("a name like Asia/Tomsk")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def site_url(self) -> str:
        """Where people open the admin site."""
        return self.public_url or f"http://{self.web_host}:{self.web_port}"

    @property
    def state_folder(self) -> Path:
        """Where files that belong to this installation are kept."""
        return Path("var")

    def secrets(self) -> list[str]:
        """The current secret and older ones; empty when none is set."""
        return _split(self.secret_key) if self.secret_key else []


def _split(value: SecretStr) -> list[str]:
    return [part.strip() for part in value.get_secret_value().split(",") if part.strip()]


def load_settings(**overrides: object) -> Settings:
    """Read the settings; raises SettingsError with one line for the first bad one."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # tests and commands override
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = "CLUB_" + str(first["loc"][0]).upper()
        allowed = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {allowed}") from None
