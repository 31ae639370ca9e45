"""看过: staff pages leave a note with the person, who reads it, an inspection's only when over."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone

from nuozheng.evidence import looks as evidence_looks
from nuozheng.evidence.models import StaffLook
from nuozheng.law.looks import Held, is_told, latest_day, page_title
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Representation
from nuozheng.verification.actions.hear import notify_person
from nuozheng.verification.looks import told_looks
from nuozheng.web.looked import NOTES_ITSELF, SHOWS_NOBODY, TOLD, looked_at
from tests.api.caller import Caller
from tests.world import SINCE, Case, Worlds

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def case(world: Worlds) -> Case:
    return world("ordos-2021").opened().accepted()


def _routes(patterns: object, start: str = "") -> list[str]:
    found = []
    for one in patterns:  # type: ignore[attr-defined]
        route = start + str(one.pattern)
        if isinstance(one, URLResolver):
            found += _routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            found.append(route)
    return found


def test_every_address_of_the_desk_the_field_and_the_interface_says_whom_it_shows() -> None:
    keyed = [
        route
        for route in _routes(get_resolver().url_patterns)
        if route.startswith(("desk/", "field/", "api/v1/")) and "<" in route
    ]
    assert len(keyed) > 80
    said = (*SHOWS_NOBODY, *NOTES_ITSELF)
    unsaid = [r for r in keyed if not looked_at(r) and not r.startswith(said)]
    assert not unsaid, "name whom these show in nuozheng/web/looked.py"
    for start in (*TOLD, *SHOWS_NOBODY):
        assert any(route.startswith(start) for route in keyed), start


@pytest.mark.clause("ORD21-4.5g", "MJ21-2.3.8j")
def test_the_person_reads_who_looked_why_and_under_which_clause(case: Case) -> None:
    address = reverse("web:case", args=[case.application.number])
    for _time in range(2):
        assert browser(case.second_officer).get(address).status_code == 200
    (row,) = StaffLook.objects.all()
    assert (row.party, row.by, row.what, row.times) == (
        case.application.applicant,
        case.second_officer,
        "case",
        2,
    )
    assert row.case_number == case.application.number and "CN-PIPL-34" in row.basis
    said = browser(case.by).get(reverse("web:my_looks")).content.decode()
    assert case.application.agency.name in said and Role.OFFICER.chinese in said
    assert "当天2次" in said and str(case.second_officer) not in said
    strange = browser(case.world.stranger()).get(reverse("web:my_looks")).content.decode()
    assert case.application.agency.name not in strange


def test_programs_leave_the_same_note_and_the_person_s_own_reading_leaves_none(case: Case) -> None:
    Caller(case.officer).get(f"applications/{case.application.number}")
    Caller(case.by).get(f"applications/{case.application.number}")
    browser(case.by).get(reverse("web:my_case", args=[case.application.number]))
    assert StaffLook.objects.get().by == case.officer


def test_no_note_no_page(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_said: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("nuozheng.web.looked.look", fail)
    client = browser(case.officer)
    client.raise_request_exception = False
    answer = client.get(reverse("web:case", args=[case.application.number]))
    assert answer.status_code == 500
    assert case.application.applicant.name not in answer.content.decode()


def test_a_page_that_wasn_t_shown_leaves_no_note(case: Case) -> None:
    elsewhere = case.world.elsewhere(Role.OFFICER)
    assert (
        browser(elsewhere).get(reverse("web:case", args=[case.application.number])).status_code
        == 404
    )
    assert not StaffLook.objects.exists()


@pytest.mark.parametrize(
    ("held", "after", "told"),
    [(None, 0, True), (False, 179, False), (False, 180, True), (True, 0, True)],
)
def test_an_inspection_under_way_isn_t_given_away(
    held: bool | None, after: int, told: bool
) -> None:
    looked_on = TODAY() - timedelta(days=after)
    kept = None if held is None else Held(looked_on, is_over=held)
    assert is_told(kept, days=180, today=TODAY()) is told
    assert latest_day(looked_on, 180) == looked_on + timedelta(days=180)


def test_a_finding_s_looks_are_told_once_the_person_knows(world: Worlds) -> None:
    case = world("ordos-2021").opened().granted()
    finding = case.contradicted()
    page = reverse("web:finding", args=[finding.pk])
    assert browser(case.verifier).get(page).status_code == 200
    (row,) = StaffLook.objects.filter(what="finding")
    assert row.held == f"finding:{finding.pk}" and row.latest_on is not None
    assert not told_looks(case.by, TODAY()).filter(what="finding").exists()
    assert told_looks(case.by, row.latest_on).filter(what="finding").exists()
    notify_person(finding=finding, by=case.verifier)
    assert told_looks(case.by, TODAY()).filter(what="finding").exists()
    said = browser(case.by).get(reverse("web:my_looks")).content.decode()
    assert "检查中暂缓告知" in said and page_title("finding") in said


def test_who_reads_another_s_list_is_in_it(case: Case) -> None:
    browser(case.officer).get(reverse("web:case", args=[case.application.number]))
    reader = case.world.stranger()
    Representation.objects.create(
        account=reader, company=case.application.applicant, title="经办人", starts_on=SINCE
    )
    browser(reader).get(reverse("web:my_looks"))
    assert StaffLook.objects.get(what="log").by == reader
    browser(case.by).get(reverse("web:my_looks"))
    assert StaffLook.objects.filter(what="log").count() == 1
    said = Caller(case.by).get("me/looks").json
    assert {one["page"] for one in said["items"]} == {"办件", "这份查看记录"}
    assert said["items"][0]["who"] and said["items"][0]["basis"][0]["words"]


def test_a_look_is_only_counted_on_and_never_removed_early(case: Case) -> None:
    evidence_looks.look(
        party_id=case.application.applicant_id,
        by_id=case.officer.pk,
        what="case",
        purpose="办理",
        basis=(),
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for sql in (
        "UPDATE evidence_stafflook SET purpose = 'x'",
        "DELETE FROM evidence_stafflook",
        "TRUNCATE evidence_stafflook",
    ):
        with (
            pytest.raises(DatabaseError, match="refused"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
