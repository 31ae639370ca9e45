"""The licence library over real HTTP: whose, sealed by whom; and sources asked with SM2."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from nuozheng.cli.source import app
from nuozheng.evidence.sm2 import KeyPair, key_file
from nuozheng.gateways.sources import SourceClient, Subject, Trouble
from nuozheng.gateways.sources.conformance import conformance
from nuozheng.gateways.sources.protocol import CertificateQuery, Unusable
from nuozheng.gateways.sources.registry import (
    forget_registry,
    known_sources,
    library,
    registry,
    source_named,
)
from nuozheng.gateways.sources.seals import WrongSeals, issuing_bodies, region_title, seal_holds
from nuozheng.gateways.sources.signing import signed_headers, sm2_headers, sm2_problem
from nuozheng.law.certificates import CertificateState, in_force
from nuozheng.law.conditions import AnswerStatus
from nuozheng.sandbox import cast
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.licences import certificates_of, code_of
from nuozheng.sandbox.own_key import KEY_NAME, sign_by_sm2
from nuozheng.sandbox.servers import Running
from tests.gateways.conftest import about

TODAY = date.today()
Asking = Callable[..., CertificateQuery]


def asking(key: str, *kinds: str, code: str = "") -> CertificateQuery:
    member = cast("ordos")[key]
    kept = library()
    assert kept is not None
    return CertificateQuery(
        source=kept.name,
        subject=Subject("person", member.identifier, member.name),
        attributes=tuple(kept.attributes),
        purpose="代替提交复印件",
        kinds=kinds,
        code=code,
    )


@pytest.mark.clause("XBQ21-2.4b")
def test_a_certificate_of_another_region_is_found_and_counts_as_any_other(
    client: SourceClient,
) -> None:
    answer = client.ask(asking("honest", "special_work"))
    assert answer.status is AnswerStatus.FOUND and answer.as_of == TODAY
    found = in_force(answer.certificates, "special_work", TODAY)
    assert found is not None and found.region == "640000"
    assert region_title(found.issuer) == "宁夏回族自治区"
    assert in_force(answer.certificates, "degree", TODAY) is None


@pytest.mark.parametrize(
    ("key", "state"),
    [("wronged", CertificateState.REVOKED), ("contradicted", CertificateState.EXPIRED)],
)
def test_a_revoked_or_expired_one_is_told_and_does_not_count(
    client: SourceClient, key: str, state: CertificateState
) -> None:
    answer = client.ask(asking(key, "special_work"))
    assert [one.state_on(TODAY) for one in answer.certificates] == [state]
    assert in_force(answer.certificates, "special_work", TODAY) is None


@pytest.mark.clause("ORD23-3.3.2b")
def test_an_invalid_seal_is_as_if_nothing_had_been_found(
    client: SourceClient, settings: Any
) -> None:
    answer = client.ask(asking("ambiguous", "special_work"))
    assert answer.status is AnswerStatus.NOT_FOUND and answer.certificates == ()
    assert "电子印章验不过" in answer.problem
    # Changed by one word, moved to somebody else, of a body that nobody knows: the same.
    (genuine, *_) = certificates_of(cast("ordos")["honest"])
    assert seal_holds(genuine)
    for forged in (
        replace(genuine, number=genuine.number + "1"),
        replace(genuine, holder=cast("ordos")["wronged"].identifier),
        replace(genuine, region="640000"),
        replace(genuine, issuer="没有登记的单位"),
    ):
        assert not seal_holds(forged)
    settings.NUOZHENG_SEALS = ""
    assert client.ask(asking("honest", "degree")).status is AnswerStatus.NOT_FOUND


def test_a_code_finds_its_own_holder_s_certificate_and_nobody_else_s(client: SourceClient) -> None:
    mine, other = certificates_of(cast("ordos")["honest"])
    answer = client.ask(asking("honest", code=code_of(other)))
    assert answer.certificates == (other,) and mine not in answer.certificates
    assert client.ask(asking("agent", code=code_of(mine))).status is AnswerStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("mode", "trouble"), [(Mode.DOWN, Trouble.DOWN), (Mode.GARBLED, Trouble.GARBLED)]
)
def test_a_library_that_fails_says_nothing_about_anybody(
    sources: Running, client: SourceClient, mode: Mode, trouble: Trouble
) -> None:
    sources.faults.set("licence_library", mode)
    answer = client.ask(asking("honest", "degree"))
    assert (answer.status, answer.trouble) == (AnswerStatus.UNAVAILABLE, trouble)


def test_what_is_not_a_certificate_is_not_read(client: SourceClient) -> None:
    from nuozheng.gateways.sources.certificates import read_certificates

    kept = library()
    assert kept is not None
    for body in (
        b'{"status": "found", "as_of": "%s", "certificates": [{"kind": "degree"}]}',
        b'{"status": "found", "as_of": "%s", "certificates": {}}',
        b'{"status": "yes", "as_of": "%s"}',
    ):
        with pytest.raises(Unusable):
            whole = body % TODAY.isoformat().encode()
            read_certificates(asking("honest", "degree"), kept, 200, whole, TODAY)
    wrong_way = about("honest", kept.name, "number")
    assert client.ask(wrong_way).trouble is Trouble.REFUSED
    assert kept.name not in registry() and source_named(kept.name) is kept


def test_a_file_of_seals_says_what_is_wrong(tmp_path: Path, settings: Any) -> None:
    file = tmp_path / "seals.toml"
    settings.NUOZHENG_SEALS = str(file)
    file.write_text('["示例局"]\nregion = "150600"\nregion_title = "x"\npublic_key = "04"\n')
    with pytest.raises(WrongSeals, match="public_key"):
        issuing_bodies()


@pytest.fixture
def by_sm2(tmp_path: Path, settings: Any, sources: Running) -> Iterator[KeyPair]:
    """The criminal records and the library asked with our own SM2 key, as a place's folder says."""
    sign_by_sm2(tmp_path, "criminal_record")
    with open(tmp_path / "library.toml", "w") as out:
        out.write('[licence_library.transport]\nkind = "library"\nsignature = "sm2"\n')
        out.write(f'key_file = "{tmp_path / KEY_NAME}"\n')
    settings.NUOZHENG_SOURCES_FOLDER = str(tmp_path)
    settings.NUOZHENG_SOURCES_URL, settings.NUOZHENG_SOURCES_KEY = sources.url, sources.server.key
    forget_registry()
    yield key_file(tmp_path / KEY_NAME)
    settings.NUOZHENG_SOURCES_FOLDER = ""
    forget_registry()


def test_a_source_asked_with_sm2_takes_nothing_else(
    by_sm2: KeyPair, sources: Running, client: SourceClient, capfd: pytest.CaptureFixture[str]
) -> None:
    member = cast("ordos")["honest"]
    query = about("honest", "criminal_record", "serious_record")
    assert client.ask(query).status is AnswerStatus.FOUND
    assert client.ask(asking("honest", "degree")).status is AnswerStatus.FOUND
    assert client.ask(about("honest", "household", "alive")).status is AnswerStatus.FOUND
    body = query.body()
    strange = KeyPair.new()
    at, given = sm2_headers(strange, body).values()
    assert sm2_problem(by_sm2.public_key, at, given, body) == "bad signature"
    assert sm2_problem(strange.public_key, at, given, body) == ""
    assert sm2_problem(strange.public_key, at, "xyz", body) == "bad signature"
    at, given = signed_headers(sources.server.key, body).values()
    assert sm2_problem(by_sm2.public_key, at, given, body) == "bad signature"
    for name in ("criminal_record", "licence_library"):
        lines = conformance(
            known_sources()[name],
            Subject("person", member.identifier, member.name),
            sources.settings(timeout=0.6, budget=1.2),
        )
        assert [line for line in lines if line.kept is not True] == []
        assert "签名不对的查询被拒绝" in {line.what for line in lines}
    assert ".c:" not in capfd.readouterr().err
    said = CliRunner().invoke(
        app, ["check", "criminal_record", "--identifier", member.identifier, "--name", member.name]
    )
    assert said.exit_code == 0, said.output
    assert "SM2签名" in known_sources()["criminal_record"].transport.chinese


def test_a_lost_key_is_our_own_trouble(
    by_sm2: KeyPair, client: SourceClient, settings: Any
) -> None:
    Path(settings.NUOZHENG_SOURCES_FOLDER, KEY_NAME).chmod(0o644)
    key_file.cache_clear()
    answer = client.ask(about("honest", "criminal_record", "serious_record"))
    assert answer.trouble is Trouble.UNCONNECTED and "密钥" in answer.problem
