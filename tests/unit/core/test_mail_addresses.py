"""What is taken for an address of e-mail, and for a mail server."""

import pytest

from community.core.mail import MailServer, clean_address, sender_of


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("anna@example.org", "anna@example.org"),
        ("  Anna.S+klub@Mail.RU \n", "Anna.S+klub@mail.ru"),
        ("<anna@example.org>", "anna@example.org"),
        ("mailto:anna@example.org", "anna@example.org"),
        ("anna@почта.рф", "anna@xn--80a1acny.xn--p1ai"),
    ],
)
def test_an_address_is_put_in_order(typed: str, address: str) -> None:
    assert clean_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "@example.org",
        "anna@",
        "anna@localhost",
        "anna@@example.org",
        "anna седова@example.org",
        "анна@example.org",
        ".anna@example.org",
        "an..na@example.org",
        "anna@example..org",
        "anna@-example.org",
        "anna@example.org, olga@example.org",
        "anna@example.org\r\nBcc: all@example.org",
        f"{'a' * 250}@example.org",
        f"anna@{'a' * 70}.org",
    ],
)
def test_what_is_none_is_not_taken(typed: str) -> None:
    assert clean_address(typed) is None


def test_a_sender_may_have_a_name() -> None:
    assert sender_of("club@example.org") == ("", "club@example.org")
    assert sender_of("Клуб «Круг» <club@example.org>") == ("Клуб «Круг»", "club@example.org")
    for wrong in ("Клуб", "Клуб <club@>", "Клуб\n<club@example.org>"):
        with pytest.raises(ValueError, match="NAME <ADDRESS>"):
            sender_of(wrong)


def test_a_server_has_the_port_of_its_kind_and_a_password_that_nobody_sees() -> None:
    server = MailServer.of("smtp://club%40example.org:p%3A%2Fw@mail.example.org")
    assert (server.host, server.port, server.tls) == ("mail.example.org", 587, False)
    assert (server.user, server.password) == ("club@example.org", "p:/w")
    assert "p:/w" not in repr(server)
    safe = MailServer.of("smtps://mail.example.org")
    assert (safe.port, safe.tls, safe.user, safe.password) == (465, True, None, None)


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.0.0.1", True), ("[::1]", True), ("mail.example.org", False)],
)
def test_only_on_this_machine_letters_go_in_the_clear(host: str, here: bool) -> None:
    assert MailServer.of(f"smtp://{host}:25").is_here is here


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://h:99999", "smtp://h/x"],
)
def test_another_address_is_no_mail_server(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://USER:PASSWORD@HOST:587"):
        MailServer.of(url)
