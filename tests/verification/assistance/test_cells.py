"""Two running installations, two databases, real HTTP: each way, down and up again, twice."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.utils import timezone

from nuozheng.evidence import alarms
from nuozheng.gateways.assistance.client import deliver
from nuozheng.gateways.assistance.partners import WrongPartners, partners
from nuozheng.gateways.assistance.protocol import (
    NONCE_HEADER,
    PATH,
    Message,
    receipt,
    signed_headers,
)
from nuozheng.gateways.delivery import Undelivered
from nuozheng.law.alarms import LEAST
from nuozheng.law.assistance.moves import AssistanceKind
from nuozheng.verification.assistance.actions.ask import request_assistance, take_back
from nuozheng.verification.assistance.forms import Form
from nuozheng.verification.assistance.inbox import forget_nonces
from nuozheng.verification.assistance.models import (
    AssistanceRequest,
    OutgoingMessage,
    UsedNonce,
)
from nuozheng.verification.assistance.outbox import deliver_due
from tests.house.servers import two_free_ports
from tests.verification.assistance.cell import serve
from tests.world import Case, Worlds

KEY = "5e" * 32
THERE = "连云港市民政局"
FORM = Form(
    AssistanceKind.QUERY, "请核实婚姻登记", "示例条例第三条", ("internal",), None, "lyg", THERE
)


def written(folder: Path, cell: str, partner: str, port: int, key: str = KEY) -> Path:
    file = folder / f"{cell}.toml"
    url = f"http://127.0.0.1:{port}"
    file.write_text(
        f'cell = "{cell}"\n[partner.{partner}]\ntitle = "外地"\nurl = "{url}"\nkey = "{key}"\n',
        "utf-8",
    )
    file.chmod(0o600)
    return file


class There:
    """The other installation, told what to do line by line."""

    def __init__(self, port: int, url: str, partners_file: Path) -> None:
        env = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
            "NUOZHENG_PARTNERS": str(partners_file),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.verification.assistance.cell", str(port), THERE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=env,
            cwd=site.BASE_DIR,
        )

    def comes_up(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("up\n")
        self._process.stdin.flush()
        assert self._line() == "ready"

    def does(self, what: str, number: str = "", text: str = "") -> list[dict[str, str]]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": what, "number": number, "text": text}) + "\n")
        self._process.stdin.flush()
        found: list[dict[str, str]] = json.loads(self._line())
        return found

    def end(self) -> None:
        self._process.kill()
        self._process.wait()

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@pytest.fixture
def second_database(django_db_setup: None) -> Iterator[str]:
    """A copy of the lists' database for the other installation."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    known = connection.settings_dict
    parts = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"]}
    parts |= {"password": known["PASSWORD"]}
    server = {key: value for key, value in parts.items() if value}
    name, copy = known["NAME"], f"{known['NAME']}_there"
    with closing(psycopg.connect(dbname="postgres", autocommit=True, **server)) as admin:
        admin.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}" STRATEGY FILE_COPY')
    yield psycopg.conninfo.make_conninfo(dbname=copy, **server)
    with closing(psycopg.connect(dbname="postgres", autocommit=True, **server)) as admin:
        admin.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def asked(case: Case, form: Form) -> AssistanceRequest:
    """About a promise that nobody was asked about yet."""
    task = next(one for one in case.tasks() if one.manner == "internal")
    return request_assistance(task=task, by=case.verifier, form=form)


@pytest.mark.clause("ORD21-4.4g")
def test_two_installations_assist_each_other(
    second_database: str, committed_world: Worlds, settings: Any, tmp_path: Path
) -> None:
    port = two_free_ports()
    settings.NUOZHENG_PARTNERS = str(written(tmp_path, "ordos", "lyg", port + 1))
    here = serve(port)
    there = There(port + 1, second_database, written(tmp_path, "lyg", "ordos", port))
    try:
        case = committed_world("ordos-2021").opened().signed()
        first = asked(case, FORM)
        now = timezone.now()
        assert deliver_due(now) == {"waiting": 1}, "the partner is down"
        assert "连接不上" in OutgoingMessage.objects.get().problem
        assert deliver_due(now) == {}, "not before its time"
        while not alarms.standing().exists():
            assert OutgoingMessage.objects.get().attempts < LEAST
            now += timedelta(minutes=20)
            assert deliver_due(now) == {"waiting": 1}
        assert alarms.standing().get().subject == "lyg"
        message = Message.model_validate(
            {"id": OutgoingMessage.objects.get().pk, **OutgoingMessage.objects.get().body}
        )

        there.comes_up()
        assert there.does("look") == []
        assert deliver_due(now + timedelta(minutes=20)) == {"delivered": 1}
        assert not alarms.standing().exists()
        deliver("lyg", message)  # the same once more, as after a lost receipt
        (seen,) = there.does("look")
        assert seen["number"] == first.number and seen["status"] == "sent"
        assert seen["name"] == case.member.name and seen["due_on"] == str(first.due_on)
        assert seen["from"] == case.application.agency.name

        there.does("take_on", first.number)
        first.refresh_from_db()
        assert first.status == "taken_on"
        there.does("answer", first.number, "登记簿上没有婚姻登记")
        first.refresh_from_db()
        assert (first.status, first.reply) == ("answered", "登记簿上没有婚姻登记")
        assert (first.signer_name, first.signer_post) == ("示例协助人员", f"{THERE}经办人员")
        assert first.document and first.document.content.startswith(b"%PDF") and first.digest

        second = asked(case, FORM)
        deliver_due(timezone.now())
        there.does("decline", second.number, "档案已经移交外省")
        second.refresh_from_db()
        assert second.task is not None
        second.task.refresh_from_db()
        assert (second.status, second.task.manner) == ("declined", "onsite")

        third = asked(case, replace(FORM, cell_agency="没有的局"))
        assert deliver_due(timezone.now()) == {"stuck": 1}
        assert "没有的局" in OutgoingMessage.objects.get(request=third).problem
        take_back(request=third, by=case.verifier, reason="写错了单位")
    finally:
        there.end()
        here.shutdown()
        here.server_close()
        connection.close_pool()  # type: ignore[attr-defined]


MESSAGE = {"id": "0" * 31 + "1", "kind": "take_on", "number": "XZ-20260101-00000000"}


def post(body: bytes, headers: dict[str, str]) -> Any:
    return Client().post(PATH, body, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_what_is_not_signed_fresh_and_new_is_not_taken(settings: Any, tmp_path: Path) -> None:
    settings.NUOZHENG_PARTNERS = str(written(tmp_path, "ordos", "lyg", 9))
    key, body = bytes.fromhex(KEY), json.dumps(MESSAGE).encode()
    good = signed_headers(key, "lyg", "ordos", body)
    for bad in (
        {},
        {**good, "X-Nuozheng-Cell": "other"},
        {**good, NONCE_HEADER: "0" * 32},
        {**good, NONCE_HEADER: "x"},
        {**good, "X-Nuozheng-Time": str(int(time.time()) - 301)},
        signed_headers(b"\0" * 32, "lyg", "ordos", body),
        signed_headers(key, "lyg", "elsewhere", body),
    ):
        assert post(body, bad).status_code == 401
    assert post(body + b" ", good).status_code == 401
    unknown = post(body, good)
    assert unknown.status_code == 422 and "编号" in unknown.json()["detail"]
    assert unknown.headers["X-Nuozheng-Signature"] == receipt(
        key, good[NONCE_HEADER], unknown.content
    )
    assert post(body, good).status_code == 409, "the same signed bytes again"
    for wrong in (b"{}", b"[]", b"\xff", json.dumps({**MESSAGE, "more": 1}).encode()):
        assert post(wrong, signed_headers(key, "lyg", "ordos", wrong)).status_code == 422
    empty = json.dumps({**MESSAGE, "kind": "request"}).encode()
    assert post(empty, signed_headers(key, "lyg", "ordos", empty)).status_code == 422
    assert Client().get(PATH).status_code == 405
    assert not AssistanceRequest.objects.exists() and UsedNonce.objects.count() == 6
    assert forget_nonces(timezone.now() + timedelta(minutes=11)) == 6


def test_partners_are_read_from_a_closed_file(settings: Any, tmp_path: Path) -> None:
    assert partners().partner == {}
    with pytest.raises(Undelivered, match="没有登记"):
        deliver("lyg", Message.model_validate(MESSAGE))
    file = written(tmp_path, "ordos", "lyg", 9, key="short")
    settings.NUOZHENG_PARTNERS = str(file)
    with pytest.raises(WrongPartners, match="key") as wrong:
        partners()
    assert "short" not in str(wrong.value)
    open_to_all = written(tmp_path, "open", "lyg", 9)
    open_to_all.chmod(0o644)
    settings.NUOZHENG_PARTNERS = str(open_to_all)
    with pytest.raises(WrongPartners, match="chmod"):
        partners()
