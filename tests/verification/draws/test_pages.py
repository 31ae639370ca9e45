"""The desk's steps of a draw, its public page and file, and the command that recomputes it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from nuozheng.cli.draw import app
from nuozheng.law.draws.moves import DrawStatus
from nuozheng.verification.draws.actions.draw import publish
from nuozheng.verification.draws.models import Draw
from tests.verification.draws import recompute
from tests.verification.draws.drawing import NUMBER, NUMBERS, OPENING, REVEAL, Drawing
from tests.web.visits import page, send, text_of, visitor

pytestmark = pytest.mark.django_db


def typed(drawing: Drawing, **changes: Any) -> dict[str, Any]:
    """A whole form."""
    local = [timezone.localtime(one).strftime("%Y-%m-%dT%H:%M") for one in (REVEAL, NUMBER)]
    return {
        "due_by": "2099-01-01",
        **{f"{name}_rate": "100" for name in ("ordinary", "risky", "recorded")},
        "inspectors": [one.pk for one in drawing.inspectors],
        "agencies": [drawing.agency.pk, drawing.elsewhere.pk],
        "number_name": "示例彩票第2027024期开奖号码",
        **dict(zip(("reveal_until", "number_at"), local, strict=True)),
        **changes,
    }


def test_a_draw_step_by_step_at_the_desk(drawing: Drawing) -> None:
    first, second, other = drawing.verifier, drawing.second, drawing.other
    new: tuple[Any, ...] = ("freeze_draw", drawing.agency.pk)
    assert page(first, *new).status_code == 200
    assert send(first, *new).status_code == 422
    unfair = send(first, *new, **typed(drawing, recorded_rate="1"))
    assert unfair.status_code == 422 and "不能比一般的还低" in text_of(unfair)
    odd = send(first, *new, **typed(drawing, recused="没有这个人 NZ1"))
    assert odd.status_code == 422 and "读不懂" in text_of(odd)
    assert send(first, *new, **typed(drawing)).status_code == 302
    draw = Draw.objects.get()
    assert draw.code in text_of(page(first, "draws"))
    for agency, by in ((drawing.agency, first), (drawing.elsewhere, other)):
        assert "封存" in text_of(page(by, "draw", draw.code))
        hashed = drawing.seal(draw, agency)
        send(by, "draw", draw.code, act="seal", agency=agency.pk, seal=hashed)
    for agency, by in ((drawing.agency, first), (drawing.elsewhere, other)):
        secret = OPENING + agency.name
        wrong = send(by, "draw", draw.code, act="reveal", agency=agency.pk, secret=secret + "错")
        assert wrong.status_code == 422
        send(by, "draw", draw.code, act="reveal", agency=agency.pk, secret=secret)
    drawing.clock.move_to(NUMBER)
    send(first, "draw", draw.code, act="type_number", number="1")
    send(second, "draw", draw.code, act="retype", reason="不对")
    send(first, "draw", draw.code, act="type_number", number=NUMBERS)
    assert "第二人核对" in text_of(page(second, "draw", draw.code))
    send(second, "draw", draw.code, act="draw", number=NUMBERS)
    assert drawing.case.application.number in text_of(page(first, "draw", draw.code))
    assert drawing.case.application.number not in text_of(page(other, "draw", draw.code))
    send(first, "draw", draw.code, act="publish")
    draw.refresh_from_db()
    assert draw.state is DrawStatus.PUBLISHED


def test_strangers_find_no_draw_at_the_desk(drawing: Drawing) -> None:
    draw = drawing.frozen()
    for account in (drawing.case.by, drawing.case.officer):
        for name, *args in (("draws",), ("draw", draw.code), ("freeze_draw", drawing.agency.pk)):
            assert page(account, name, *args).status_code == 404
    assert send(drawing.verifier, "draw", draw.code, act="void").status_code == 404
    assert page(drawing.other, "freeze_draw", drawing.agency.pk).status_code == 404


def test_anybody_fetches_the_file_and_works_it_out_again(drawing: Drawing, tmp_path: Path) -> None:
    draw = publish(draw=drawing.drawn(), by=drawing.verifier)
    assert draw.code in text_of(page(None, "public_draws"))
    assert draw.root.root in text_of(page(None, "public_draw", draw.code))
    answer = page(None, "draw_file", draw.code)
    file = tmp_path / "draw.json"
    file.write_bytes(answer.content)
    assert CliRunner().invoke(app, ["verify", str(file)]).exit_code == 0
    script = str(Path(recompute.__file__))
    assert subprocess.run([sys.executable, script, str(file)], check=False).returncode == 0
    file.write_text(json.dumps(json.loads(answer.content) | {"number": "1"}))
    said = CliRunner().invoke(app, ["verify", str(file)])
    assert said.exit_code == 1 and "对不上" in said.output
    assert CliRunner().invoke(app, ["verify", str(tmp_path / "none")]).exit_code == 2


def test_the_command_seals_as_the_desk_expects_it(drawing: Drawing) -> None:
    draw = drawing.frozen()
    words = ["seal", "--root", draw.root.root, "--agency", drawing.agency.name, "--secret"]
    said = CliRunner().invoke(app, [*words, OPENING + drawing.agency.name]).output
    assert said.strip() == drawing.seal(draw, drawing.agency)
    assert CliRunner().invoke(app, [*words, "短"]).exit_code == 2


def test_the_page_to_recompute_with_reaches_nowhere(drawing: Drawing) -> None:
    answer = visitor(None).get(reverse("web:draw_verifier"))
    text = answer.content.decode()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "default-src 'none'" in text and "http://" not in text and "https://" not in text
