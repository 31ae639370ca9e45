"""Personal data at rest: sealed in every column, found by blind index, readable after rotation."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from config.logs import configuration
from nuozheng.applications.actions.ask import ask
from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.withdraw import withdraw
from nuozheng.applications.letter import letter_document
from nuozheng.evidence import encryption
from nuozheng.evidence.encryption import (
    EncryptedBinaryField,
    EncryptedJSONField,
    EncryptedTextField,
    KeySet,
    Unreadable,
    blind_index,
    keys,
)
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Party
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from tests.world import PDF, Case, Worlds

OLD = KeySet({"1": b"1" * 16}, "1", b"index")
NEW = KeySet({"1": b"1" * 16, "2": b"2" * 16}, "2", b"index")
SEALED = (EncryptedBinaryField, EncryptedJSONField, EncryptedTextField)


@given(st.binary(max_size=300))
def test_what_is_sealed_opens_to_the_same(plain: bytes) -> None:
    assert OLD.open(OLD.seal(plain)) == plain


def test_equal_texts_are_sealed_differently_and_indexed_equally() -> None:
    assert OLD.seal(b"same") != OLD.seal(b"same")
    assert OLD.index("same") == NEW.index("same") != KeySet({}, "1", b"other").index("same")
    assert len(OLD.index("")) == 64


def test_changed_bytes_are_noticed_wherever_they_were_changed() -> None:
    sealed = OLD.seal("诺日娜".encode())
    for place in range(1, len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Unreadable):
            OLD.open(bytes(changed))
    with pytest.raises(Unreadable):
        OLD.open(sealed[:-1])


def test_after_a_rotation_old_rows_are_read_and_new_ones_written_with_the_new_key() -> None:
    sealed = OLD.seal(b"before")
    assert NEW.open(sealed) == b"before"
    again = NEW.seal(b"after")
    assert again[:2] == b"\x012" and sealed[:2] == b"\x011"
    with pytest.raises(Unreadable):
        OLD.open(again)


@pytest.fixture
def rotated(settings: Any) -> Iterator[None]:
    """A second field key becomes current."""
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, "next": b"n" * 16}
    settings.FIELD_KEY_CURRENT = "next"
    yield
    keys.cache_clear()


@pytest.mark.django_db
def test_rows_of_before_a_rotation_are_read_found_and_rewritten_when_saved(
    world: Worlds, rotated: None
) -> None:
    keys.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.FIELD_KEY_CURRENT", "1")
        party = world("ordos-2021").party("honest")
    keys.cache_clear()
    name = party.name
    assert raw(party)[:2] == b"\x011"
    found = Party.objects.known_as("person", party.identifier)
    assert found == party and found.name == name
    found.save()
    assert raw(party)[:5] == b"\x04next"
    assert Party.objects.get(pk=party.pk).name == name


def raw(party: Party) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM parties_party WHERE id = %s", [party.pk])
        return bytes(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_party_is_found_by_its_number_however_it_was_typed(world: Worlds) -> None:
    here = world("ordos-2021")
    party = here.party("honest")
    typed = f" {party.identifier.lower()} "
    assert Party.objects.known_as("person", typed) == party
    assert Party.objects.known_as("company", party.identifier) is None
    assert Party.objects.known_as("person", party.identifier[:-1]) is None
    assert party.identifier not in blind_index(party.identifier)


def everything_that_is_said(case: Case) -> list[str]:
    """What a whole course of events makes the system know about a person."""
    member = case.member
    finding = case.found()
    ask(application=case.application, by=case.by, question="低保户还要填存款吗？")
    withdraw_reason = "家里人已经代办"
    withdraw(application=case.application, by=case.by, reason=withdraw_reason)
    letter_document(case.application.commitment.pk)
    assert finding.statements.exists()
    return [
        member.name,
        member.identifier,
        member.phone,
        "1850",
        "低保户还要填存款吗",
        withdraw_reason,
        "填写的时候看错了合同",
        "登记资料和现场勘验都与承诺不同",
        "现场看到的情况与承诺不同",
        "签署前三日本人签过另一份合同",
    ]


def tables() -> list[str]:
    """Every table but the accounts: a sign-in shows its own display name to the office."""
    return [name for name in connection.introspection.table_names() if name != "parties_account"]


@pytest.mark.django_db
def test_no_table_holds_a_name_a_number_or_a_declared_value(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    said = everything_that_is_said(case)
    # "1850" may well be part of a digest; declared values are looked for in sealed columns.
    words = [word for word in said if word != "1850"]
    for table in tables():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows = "\n".join(row[0] for row in cursor.fetchall())
        for word in words:
            assert word not in rows, (table, word)
            assert word.encode().hex() not in rows, (table, word)


@pytest.mark.django_db
def test_every_sealed_column_is_sealed(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    said = everything_that_is_said(case)
    seen = 0
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, SEALED):
                continue
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT "{field.column}" FROM "{model._meta.db_table}" '
                    f'WHERE "{field.column}" IS NOT NULL'
                )
                for (stored,) in cursor.fetchall():
                    seen += 1
                    sealed = bytes(stored)
                    assert keys().open(sealed) is not None
                    assert PDF not in sealed and b"%PDF" not in sealed
                    assert not [word for word in said[:3] if word.encode() in sealed]
    assert seen > 15


@pytest.mark.django_db
def test_a_file_was_filed_under_its_digest_and_opens_to_its_bytes(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    choose(
        application=case.application,
        proof=case.proofs()[0],
        way=Substitution.RETAINED,
        by=case.by,
        declined_because="unwilling",
    )
    case.handed_in()
    document = case.proofs()[0].document
    assert document is not None and document.intact
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE documents_document SET content = %s WHERE id = %s",
            [encryption.keys().seal(b"%PDF-1.4 forged"), document.pk],
        )
    document.refresh_from_db()
    assert not document.intact


@pytest.mark.django_db
def test_the_log_says_nothing_about_anybody(
    world: Worlds, sources: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where sources fail, acts are refused and signatures are stopped."""
    formatter = configuration(tmp_path / "log", "DEBUG")["formatters"]["json"]
    made = formatter.pop("()")(**formatter)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("django.db.backends").setLevel(logging.INFO)
        sources.faults.set("household", Mode.DOWN)
        sources.faults.set("property", Mode.GARBLED)
        case = world("ordos-2021").opened("contradicted").checked()
        with pytest.raises(Refused):
            case.signed_now()
        case.signed_now(insists="车子上个月过户给了弟弟")
        said = everything_that_is_said(case)
    lines = "\n".join(made.format(record) for record in caplog.records)
    for word in [*said, "车子上个月过户给了弟弟"]:
        assert word not in lines, word
