"""What names a person opens only with the key, and only in its own column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.crypto import Keyring, UndecryptableError

OLD, NEW = "the former secret of the region", "the secret of the region now"
NAME = "person.given_name"
texts = st.text(max_size=300)


@given(texts)
def test_what_was_sealed_opens_again(text: str) -> None:
    keyring = Keyring([OLD])

    sealed = keyring.encrypt(text.encode(), NAME)

    assert keyring.decrypt(sealed, NAME) == text.encode()


def test_equal_names_do_not_look_equal() -> None:
    keyring = Keyring([OLD])
    assert keyring.encrypt(b"Anna", NAME) != keyring.encrypt(b"Anna", NAME)


def test_a_value_moved_to_another_column_does_not_open() -> None:
    keyring = Keyring([OLD])
    sealed = keyring.encrypt("Анна".encode(), NAME)

    with pytest.raises(UndecryptableError, match=r"person\.family_name"):
        keyring.decrypt(sealed, "person.family_name")


def test_after_a_new_key_old_values_still_open_and_new_ones_need_it() -> None:
    before, rotated, after = Keyring([OLD]), Keyring([NEW, OLD]), Keyring([NEW])
    old_value = before.encrypt(b"Anna", NAME)
    new_value = rotated.encrypt(b"Anna", NAME)

    assert rotated.decrypt(old_value, NAME) == rotated.decrypt(new_value, NAME) == b"Anna"
    assert after.decrypt(new_value, NAME) == b"Anna"
    with pytest.raises(UndecryptableError, match="no such key"):
        after.decrypt(old_value, NAME)
    with pytest.raises(UndecryptableError, match="no such key"):
        before.decrypt(new_value, NAME)


@given(text=texts, place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_single_changed_bit_anywhere_is_noticed(text: str, place: int, bit: int) -> None:
    keyring = Keyring([OLD])
    sealed = bytearray(keyring.encrypt(text.encode(), NAME))
    sealed[place % len(sealed)] ^= 1 << bit

    with pytest.raises(UndecryptableError):
        keyring.decrypt(bytes(sealed), NAME)


@pytest.mark.parametrize("stored", [b"", b"\x01", b"Anna", b"\x02" + bytes(60)])
def test_what_was_never_sealed_is_refused(stored: bytes) -> None:
    with pytest.raises(UndecryptableError):
        Keyring([OLD]).decrypt(stored, NAME)


@given(texts, texts)
def test_a_blind_index_finds_equal_values_and_only_them(one: str, other: str) -> None:
    keyring = Keyring([OLD])
    assert (keyring.blind(one, "t.c") == keyring.blind(other, "t.c")) == (one == other)


def test_a_blind_index_tells_nothing_across_columns_or_regions() -> None:
    code = "ABCD2345"
    mine = Keyring([OLD]).blind(code, "invitation.code")

    assert len(mine) == 16
    assert mine != Keyring([OLD]).blind(code, "family.code")
    assert mine != Keyring([NEW]).blind(code, "invitation.code")
    assert code.encode() not in mine


def test_a_keyring_without_a_secret_is_no_keyring() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Keyring([])
