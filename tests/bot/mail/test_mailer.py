"""A letter handed in at a real mail server: encrypted, once, and with the right answer."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.delivery.mail import Mailer, MailLetter, MailPicture
from community.core.mail import MailServer
from community.core.outbox.models import State
from community.core.outbox.worker import Done, Later
from tests.support.announcing import PIXEL
from tests.support.post import PASSWORD, SENDER, USER, PostOffice, html, plain

AT = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
LETTER = MailLetter(
    to="anna@example.org",
    subject="Сообщение от клуба",
    text="Приходите!",
    html="<p>Приходите!</p>",
    name="17.20260316",
)


async def test_a_letter_arrives_whole() -> None:
    async with PostOffice.open() as post:
        assert await post.mailer().send(LETTER, AT) == Done(State.SENT)
    (letter,) = post.letters
    assert letter["From"] == SENDER
    assert letter["Subject"] == "Сообщение от клуба"
    assert letter["Message-ID"] == "<17.20260316@example.org>"
    assert letter["Date"].datetime == AT
    assert letter["Auto-Submitted"] == "auto-generated"
    assert plain(letter).strip() == "Приходите!"
    assert html(letter).strip() == "<p>Приходите!</p>"


async def test_a_picture_is_inside() -> None:
    picture = MailPicture("picture", "image/png", PIXEL)
    with_picture = MailLetter(
        "anna@example.org", "Сообщение", "…", '<img src="cid:picture">', "1", picture
    )
    async with PostOffice.open() as post:
        await post.mailer().send(with_picture, AT)
    (letter,) = post.letters
    (image,) = [part for part in letter.walk() if part.get_content_type() == "image/png"]
    assert image["Content-ID"] == "<picture>"
    assert image.get_content() == PIXEL
    assert "cid:picture" in html(letter)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 5.1.1 no anna@example.org here", Done(State.FAILED, error="smtp_550")),
        ("552 5.2.2 mailbox full", Done(State.FAILED, error="smtp_552")),
        ("450 4.2.0 greylisted", Later("smtp_450", after=timedelta(minutes=10))),
        ("452 4.2.2 later", Later("smtp_452", after=timedelta(minutes=10))),
    ],
)
async def test_what_is_refused_for_good_is_told_from_what_is_refused_for_now(
    answer: str, outcome: Done | Later
) -> None:
    async with PostOffice.open() as post:
        post.refusals["anna@example.org"] = answer
        assert await post.mailer().send(LETTER, AT) == outcome
        post.refusals.clear()
        post.verdict = answer
        assert await post.mailer().send(LETTER, AT) == outcome
    assert post.letters == []


async def test_a_server_that_is_away_uses_up_no_attempt() -> None:
    async with PostOffice.open() as post:
        await post.close_doors()
        outcome = await post.mailer().send(LETTER, AT)
    assert outcome == Later("SMTPConnectError", after=timedelta(minutes=1), counts=False)


async def test_a_server_that_ends_in_the_middle_is_away() -> None:
    async with PostOffice.open() as post:
        post.verdict = "421 4.3.2 shutting down"
        outcome = await post.mailer().send(LETTER, AT)
    assert isinstance(outcome, Later)


async def test_elsewhere_a_letter_goes_encrypted_or_not_at_all(tmp_path: Path) -> None:
    tls, trusts = certificate(tmp_path)
    async with PostOffice.open(tls) as post:
        mailer = Mailer(Elsewhere.at(post, PASSWORD), SENDER, trusts=trusts)
        assert await mailer.send(LETTER, AT) == Done(State.SENT)
        assert post.logins == [USER]

        stranger = Mailer(Elsewhere.at(post, PASSWORD), SENDER)
        assert isinstance(await stranger.send(LETTER, AT), Later)
    async with PostOffice.open() as bare:
        mailer = Mailer(Elsewhere.at(bare, None), SENDER, trusts=trusts)
        assert isinstance(await mailer.send(LETTER, AT), Later)
        assert bare.letters == []


async def test_a_server_may_be_encrypted_from_the_first_byte(tmp_path: Path) -> None:
    tls, trusts = certificate(tmp_path)
    async with PostOffice.open(tls, from_the_first_byte=True) as post:
        server = MailServer(post.host, post.port, tls=True)
        assert await Mailer(server, SENDER, trusts=trusts).send(LETTER, AT) == Done(State.SENT)
        assert isinstance(await Mailer(server, SENDER).send(LETTER, AT), Later)
    assert len(post.letters) == 1


async def test_a_wrong_password_is_no_fault_of_the_letter(tmp_path: Path) -> None:
    tls, trusts = certificate(tmp_path)
    async with PostOffice.open(tls) as post:
        mailer = Mailer(Elsewhere.at(post, "wrong"), SENDER, trusts=trusts)
        outcome = await mailer.send(LETTER, AT)
    assert outcome == Later("SMTPAuthenticationError", after=timedelta(minutes=1), counts=False)
    assert post.letters == []


class Elsewhere(MailServer):
    """This machine, met as if it were another one."""

    @property
    def is_here(self) -> bool:
        return False

    @classmethod
    def at(cls, post: PostOffice, password: str | None) -> MailServer:
        return cls(post.host, post.port, tls=False, user=password and USER, password=password)


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's own, and one that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "post.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))
