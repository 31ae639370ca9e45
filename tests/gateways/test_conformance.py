"""`nuozheng source check`: what keeps to the protocol and what doesn't, line by line."""

from typing import Any

import pytest
from typer.testing import CliRunner

from nuozheng.cli.source import app
from nuozheng.gateways.sources import Subject, registry
from nuozheng.gateways.sources.conformance import conformance
from nuozheng.sandbox import cast
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running


def wrong(sources: Running, name: str = "household") -> set[str]:
    member = cast("ordos")["honest"]
    subject = Subject("person", member.identifier, member.name)
    lines = conformance(registry()[name], subject, sources.settings(timeout=0.6, budget=1.2))
    return {line.what for line in lines if line.kept is not True}


@pytest.mark.parametrize("name", ["household", "property", "tax", "family_economy"])
def test_the_sandbox_keeps_to_the_protocol(sources: Running, client: object, name: str) -> None:
    assert wrong(sources, name) == set()


@pytest.mark.parametrize(
    ("mode", "what"),
    [
        (Mode.DOWN, "连得上，按规定签名的查询有答复"),
        (Mode.SLOW, "连得上，按规定签名的查询有答复"),
        (Mode.GARBLED, "回答读得懂，日期、数据项合规"),
        (Mode.EMPTY, "回答读得懂，日期、数据项合规"),
        (Mode.FUTURE, "回答读得懂，日期、数据项合规"),
        (Mode.STALE, "回答读得懂，日期、数据项合规"),
        (Mode.BUSY, "连得上，按规定签名的查询有答复"),
        (Mode.PARTIAL, "答复“户籍状态正常（健在）”（alive）"),
    ],
)
def test_each_fault_is_named(sources: Running, client: object, mode: Mode, what: str) -> None:
    sources.faults.set("household", mode)
    assert what in wrong(sources)


def test_the_command_ends_with_what_it_found(
    sources: Running, client: object, settings: Any
) -> None:
    settings.NUOZHENG_SOURCES_URL = sources.url
    settings.NUOZHENG_SOURCES_KEY = sources.server.key
    good = CliRunner().invoke(app, ["check", "household"])
    assert good.exit_code == 0 and "没有签名的查询被拒绝" in good.output
    sources.faults.set("household", Mode.GARBLED)
    bad = CliRunner().invoke(app, ["check", "household"])
    assert bad.exit_code == 1 and "不合规" in bad.output
    unknown = CliRunner().invoke(app, ["check", "moon"])
    assert unknown.exit_code == 2 and "household" in unknown.output
    assert "公安人口信息" in CliRunner().invoke(app, ["list"]).output
