"""The page of a batch: started by a verifier, watched by a supervisor, closed to strangers."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nuozheng.sandbox.cast import cast
from nuozheng.sandbox.city import City
from nuozheng.sandbox.exchange import deliver
from nuozheng.verification.bulk import evidence, running
from nuozheng.verification.bulk.models import VerificationBatch
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def signed_in(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.clause("ORD21-4.6b")
def test_a_verifier_starts_a_batch_and_reads_what_it_found(
    world: Worlds, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    case = world("ordos-2021").opened("wronged").signed(insists="登记有误")
    people = cast("ordos-2021").values()
    deliver(City(people=0, companies=0), people, timezone.localdate(), evidence.folder())
    desk = signed_in(case.verifier)
    assert "还没有成批核查过" in desk.get("/desk/batches/").content.decode()
    assert desk.post("/desk/batches/", {"source": "", "due_by": "昨天"}).status_code == 422
    assert desk.post("/desk/batches/", {"source": "vehicle"}).status_code == 422
    started = desk.post("/desk/batches/", {"source": "", "due_by": ""})
    batch = VerificationBatch.objects.get()
    assert started.status_code == 302 and started["Location"].endswith(f"/{batch.pk}/")
    page = f"/desk/batches/{batch.pk}/"
    waiting = desk.get(page)
    assert waiting["Refresh"] and "等着开始" in waiting.content.decode()
    assert desk.post(page, {"act": "resume"}).status_code == 422
    assert desk.post(page, {"act": "pause"}).status_code == 302
    assert desk.post(page, {"act": "resume"}).status_code == 302
    assert desk.post(page, {"act": "finish"}).status_code == 404
    running.run(batch.pk)
    done = desk.get(page)
    text = done.content.decode()
    assert "Refresh" not in done and "已完成" in text
    assert "不一致、等您看的" in text and case.application.number in text
    assert "不动产登记信息" in text and case.member.identifier not in text
    assert "第" in desk.get("/desk/batches/").content.decode()
    watching = signed_in(case.supervisor)
    seen = watching.get(page).content.decode()
    assert "已完成" in seen and case.application.number not in seen, "figures, no case"
    assert watching.post("/desk/batches/", {"source": ""}).status_code == 404
    for name in ("stranger", "officer elsewhere", "verifier elsewhere"):
        assert signed_in(case.not_of_the_office[name]).get(page).status_code == 404
    assert Client().get(page).status_code == 302
