"""A company's grade comes from its platform, is shown with source and day, and bars nobody."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from nuozheng.credit.grades.importing import grades_of
from nuozheng.credit.push.outbox import deliver_due
from nuozheng.law.vocabulary import Severity
from nuozheng.sandbox.credit_platform import CreditPlatform, platform_key, write_platforms
from nuozheng.sandbox.servers import Running
from nuozheng.verification.grading import fetch_grades
from tests.web.visits import page, text_of
from tests.world import Worlds

pytestmark = pytest.mark.django_db


@pytest.mark.clause("ORD23-3.4.3a")
def test_grades_come_in_and_records_go_out(
    world: Worlds, sources: Running, settings: Any, tmp_path: Path
) -> None:
    server = sources.server
    file = write_platforms(tmp_path / "platforms.toml", sources.url, server.key)
    settings.NUOZHENG_CREDIT_PLATFORMS = str(file)
    server.credit = CreditPlatform(platform_key(server.key))
    here = world("ordos-2023")
    case = here.opened("honest_company").handed_over()
    company = here.party("honest_company")
    assert grades_of(company) == []
    assert fetch_grades(timezone.now()) == 1
    assert fetch_grades(timezone.now()) == 1, "the same again, not one more"
    (shown,) = grades_of(company)
    assert shown.grade in "ABCD" and "企业信用分级分类监管平台" in shown.platform
    html = text_of(page(case.officer, "case", case.application.number))
    assert f"{shown.grade}级" in html and "只供参考" in html
    # A grade is no record: whatever it is, the next case is open to a promise.
    again = here.opened("honest_company")
    assert not [one for one in again.application.eligibility if one["outcome"] == "not_met"]
    # The other platform gets the records.
    record = here.on_record("honest_company", Severity.MINOR)
    deliver_due(timezone.now())
    filed = [one["决定文书号"] for one in server.credit.records.values()]
    assert record.document_number in filed


def test_a_forged_or_silent_platform_changes_nothing(
    world: Worlds, sources: Running, settings: Any, tmp_path: Path
) -> None:
    server = sources.server
    file = write_platforms(tmp_path / "platforms.toml", sources.url, server.key)
    settings.NUOZHENG_CREDIT_PLATFORMS = str(file)
    server.credit = CreditPlatform(b"another key of thirty-two bytes!")
    here = world("ordos-2023")
    here.opened("honest_company").handed_over()
    assert fetch_grades(timezone.now()) == 0
    assert grades_of(here.party("honest_company")) == []
    assert grades_of(here.party("honest")) == []
