"""A department's annex 2 on its way into a revision: preview, mending, one act."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.catalogue.export import annex_two, whole_list
from nuozheng.catalogue.export.listed import listed_on
from nuozheng.catalogue.intake.access import visible_to
from nuozheng.catalogue.intake.actions.expire import expire
from nuozheng.catalogue.intake.actions.receive import (
    choose_missing,
    confirm_columns,
    leave_out,
    mend,
    receive,
    take_back,
)
from nuozheng.catalogue.intake.actions.take import begin_taking
from nuozheng.catalogue.intake.models import Fate, Intake, IntakeRow, Purpose, Status
from nuozheng.catalogue.revision.models import Change
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account
from nuozheng.sandbox.annex import planted_annex
from tests.catalogue.intake.work import work_off
from tests.world import World

Worlds = Callable[[str], World]


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2023")


@pytest.fixture
def keeper(ordos: World) -> Account:
    return ordos.staff(Role.CATALOGUE_KEEPER)


def received(ordos: World, keeper: Account, content: bytes, purpose: str = Purpose.LIST) -> Intake:
    intake = receive(
        catalogue=ordos.catalogue,
        agency=ordos.item().agency,
        purpose=purpose,
        name="附件2.xlsx",
        content=content,
        by=keeper,
    )
    work_off()
    intake.refresh_from_db()
    return intake


def planted(ordos: World, keeper: Account) -> Intake:
    file = planted_annex(ordos.catalogue, ordos.item().agency, timezone.localdate())
    return received(ordos, keeper, file.content)


def keys(row: IntakeRow) -> set[str]:
    return {one["key"] for one in row.remarks if one["level"] == "refused"}


def row_with(intake: Intake, key: str) -> IntakeRow:
    (found,) = [row for row in intake.rows.filter(fate=Fate.REFUSED) if key in keys(row)]
    return found


@pytest.mark.clause("ORD23-A2b", "ORD23-A2c", "ORD23-A2e")
def test_ten_planted_faults_are_found_each_in_its_cell(ordos: World, keeper: Account) -> None:
    file = planted_annex(ordos.catalogue, ordos.item().agency, timezone.localdate())
    intake = received(ordos, keeper, file.content)
    assert intake.status == Status.READY
    refused = {row.line: row for row in intake.rows.filter(fate=Fate.REFUSED)}
    assert len(file.faults) == 10
    assert {line: keys(row) for line, row in refused.items()} == {
        line: {key} for line, key in file.faults.items()
    }
    cells = {
        one["key"]: one["cell"]
        for row in refused.values()
        for one in row.remarks
        if one["level"] == "refused"
    }
    assert cells["no_code"].endswith(" D列")
    assert cells["cancelled_and_replaced"].endswith(" G列")
    assert cells["other_way_unsaid"].endswith(" J列")
    assert cells["other_unit"].endswith(" B列")


def test_dirty_rows_are_mended_and_told(ordos: World, keeper: Account) -> None:
    intake = planted(ordos, keeper)
    added = list(intake.rows.filter(fate=Fate.ADD))
    assert [row.fields["proof.name"] for row in added] == [
        "示例收入证明", "示例住所使用权证明", "示例婚姻状况证明"
    ]  # fmt: skip
    (code,) = {row.fields["item.implementation_code"] for row in added}
    assert code.isascii() and code.endswith("2999107010000")
    told = [{one["key"] for one in row.remarks} for row in added]
    assert "read.split" in told[0] and "read.carried" in told[2]
    assert all("kind_proposed" in keys for keys in told)


def test_what_stands_already_is_the_same(ordos: World, keeper: Account) -> None:
    agency, today = ordos.item().agency, timezone.localdate()
    for content in (
        annex_two(ordos.catalogue, agency, today),
        annex_two(ordos.catalogue, agency, today, liaison="示例联络员"),
    ):
        intake = received(ordos, keeper, content)
        assert set(intake.counts) <= {Fate.SAME, Fate.MISSING}
        assert intake.counts[Fate.SAME] > 0


@pytest.mark.clause("ORD23-A2b", "ORD21-A3")
def test_the_whole_list_of_an_agency_comes_back_the_same(ordos: World, keeper: Account) -> None:
    for format in ("xlsx", "csv", "json"):
        content = whole_list(ordos.catalogue, timezone.localdate(), format)
        intake = received(ordos, keeper, content)
        assert intake.exact
        assert all("other_unit" in keys(row) for row in intake.rows.filter(fate=Fate.REFUSED))
        assert set(intake.counts) <= {Fate.SAME, Fate.REFUSED}
        own = listed_on(ordos.catalogue, ordos.item().agency, timezone.localdate())
        assert intake.counts[Fate.SAME] == len(list(own))


def test_mending_rows_on_the_page(ordos: World, keeper: Account) -> None:
    intake = planted(ordos, keeper)
    code = "11150600MB1234567X2000107011111"
    mend(row=row_with(intake, "no_code"), fields={"item.implementation_code": code}, by=keeper)
    mend(row=row_with(intake, "several_ways"), fields={"substitution": "数据共享"}, by=keeper)
    with_words = {"substitution": "其他方式", "other_way": "窗口查验原件"}
    mend(row=row_with(intake, "other_way_unsaid"), fields=with_words, by=keeper)
    leave_out(row=row_with(intake, "twice"), by=keeper)
    intake.refresh_from_db()
    assert intake.counts[Fate.REFUSED] == 6
    assert intake.counts[Fate.DROPPED] == 1
    assert intake.counts[Fate.ADD] == 6
    take_back(row=intake.rows.get(fate=Fate.DROPPED), by=keeper)
    intake.refresh_from_db()
    assert intake.counts[Fate.REFUSED] == 7


def test_one_act_takes_all_that_is_not_refused(ordos: World, keeper: Account) -> None:
    intake = planted(ordos, keeper)
    begin_taking(intake=intake, by=keeper)
    work_off()
    intake.refresh_from_db()
    assert intake.status == Status.TAKEN and intake.revision is not None
    changes = list(Change.objects.filter(revision=intake.revision))
    assert [change.kind for change in changes] == ["add"] * 3
    assert changes[0].origin.startswith("附件2!")
    with pytest.raises(Refused) as again:
        begin_taking(intake=intake, by=keeper)
    assert again.value.key == "intake.not_now"


def test_a_change_names_what_was_and_what_will_be(ordos: World, keeper: Account) -> None:
    agency, today = ordos.item().agency, timezone.localdate()
    one = next(
        found
        for found in listed_on(ordos.catalogue, agency, today)
        if found.content.substitution is Substitution.COMMITMENT
    )
    item, proof = one.content.item, one.content.proof
    written = (
        "事项名称,事项实施编码,证明名称,免提交方式\n"
        f"{item.name},{item.implementation_code},{proof.name},数据共享\n"
    )
    intake = received(ordos, keeper, written.encode())
    assert intake.status == Status.COLUMNS
    confirm_columns(intake=intake, meanings=intake.meanings, by=keeper)
    work_off()
    row = intake.rows.get(fate=Fate.CHANGE)
    assert {"title": "免提交方式", "old": "告知承诺", "new": "数据共享"} in row.changes
    missing = intake.rows.filter(fate=Fate.MISSING)
    gone = missing.order_by("position")[0]
    assert choose_missing(intake=intake, remove=True, rows=[gone.pk], by=keeper) == 1
    intake.refresh_from_db()
    begin_taking(intake=intake, by=keeper)
    work_off()
    intake.refresh_from_db()
    kinds = {change.kind: change for change in intake.revision.changes.all()}  # type: ignore[union-attr]
    assert set(kinds) == {"change", "remove"}
    assert kinds["remove"].entry_id == gone.entry_id
    assert kinds["change"].content["legal_basis"] == one.content.legal_basis
    # What a person said of this header is not asked again.
    assert received(ordos, keeper, written.encode()).status == Status.READY


def test_columns_must_be_complete_and_single(ordos: World, keeper: Account) -> None:
    intake = received(ordos, keeper, "名字,代号,材料\n甲,乙,丙\n".encode())
    assert intake.status == Status.COLUMNS
    with pytest.raises(Refused) as lacking:
        confirm_columns(intake=intake, meanings=["item.name", "", "proof.name"], by=keeper)
    assert lacking.value.key == "intake.column_missing"
    with pytest.raises(Refused) as twice:
        confirm_columns(intake=intake, meanings=["item.name"] * 3, by=keeper)
    assert twice.value.key == "intake.column_twice"


def test_a_near_match_is_asked_about_and_never_merged(ordos: World, keeper: Account) -> None:
    one = next(listed_on(ordos.catalogue, ordos.item().agency, timezone.localdate()))
    item, proof = one.content.item, one.content.proof
    name = proof.name.split("（")[0] + "（新）"
    written = (
        "事项名称,事项实施编码,证明名称,直接取消,数据共享,告知承诺\n"
        f"{item.name},{item.implementation_code},{name},,√,\n"
    )
    intake = received(ordos, keeper, written.encode())
    row = intake.rows.get(fate=Fate.ADD)
    assert "near" in {remark["key"] for remark in row.remarks}
    near = intake.rows.get(fate=Fate.MISSING, fields__contains={"proof.name": proof.name})
    mend(row=row, fields={"same_as": str(near.entry_id)}, by=keeper)
    row.refresh_from_db()
    assert row.fate == Fate.CHANGE and row.entry_id == near.entry_id
    assert {"title": "证明名称", "old": proof.name, "new": name} in row.changes


def test_a_broken_file_says_what_is_wrong(ordos: World, keeper: Account) -> None:
    intake = received(ordos, keeper, b"PK\x03\x04broken")
    assert intake.status == Status.FAILED
    assert intake.problem[0]["key"] == "intake.damaged"


def test_only_keepers_of_the_agency(ordos: World, keeper: Account) -> None:
    intake = planted(ordos, keeper)
    today = timezone.localdate()
    assert intake in visible_to(keeper, today)
    for other in (
        ordos.elsewhere(Role.CATALOGUE_KEEPER),
        ordos.staff(Role.OFFICER),
        ordos.stranger(),
    ):
        assert not visible_to(other, today).exists()
        with pytest.raises(Refused):
            begin_taking(intake=intake, by=other)
        with pytest.raises(Refused):
            leave_out(row=intake.rows.all()[0], by=other)
        with pytest.raises(Refused):
            received(ordos, other, b"a,b,c\n")


def test_a_preview_goes_after_its_day(ordos: World, keeper: Account) -> None:
    intake = planted(ordos, keeper)
    assert expire(intake.expires_on) == 0
    assert expire(intake.expires_on + timedelta(days=1)) == 1
    intake.refresh_from_db()
    assert intake.status == Status.EXPIRED and not intake.rows.exists()
