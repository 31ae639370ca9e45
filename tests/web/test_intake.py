"""The keeper's pages for lists that come in and go out."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nuozheng.catalogue.inheritance.measures import measures_of
from nuozheng.catalogue.inheritance.models import ListDifference, RegisteredProof
from nuozheng.catalogue.intake.models import Fate, Intake, LiaisonOfficer, Purpose, Status
from nuozheng.catalogue.intake.reading import read_sheets
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.content import content_of
from nuozheng.law.findings import obstacles
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.sandbox.annex import planted_annex
from tests.catalogue.intake.work import work_off
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import World

Worlds = Callable[[str], World]


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2023")


@pytest.fixture
def keeper(ordos: World) -> Account:
    return ordos.staff(Role.CATALOGUE_KEEPER)


def upload(ordos: World, keeper: Account, content: bytes, purpose: str = Purpose.LIST) -> Intake:
    agency = ordos.item().agency
    answer = send(
        keeper,
        "intakes",
        part=f"{ordos.catalogue.pk}-{agency.pk}",
        purpose=purpose,
        file=SimpleUploadedFile("附件2.xlsx", content),
    )
    assert answer.status_code == 302, text_of(answer)
    return Intake.objects.get(pk=int(leads_to(answer).rstrip("/").rpartition("/")[2]))


@pytest.fixture
def planted(ordos: World, keeper: Account) -> Intake:
    file = planted_annex(ordos.catalogue, ordos.item().agency, timezone.localdate())
    return upload(ordos, keeper, file.content)


def test_from_the_upload_to_the_revision(keeper: Account, planted: Intake) -> None:
    assert "正在读" in text_of(page(keeper, "intake", planted.pk))
    work_off()
    assert (
        visitor(keeper)
        .get(f"/desk/intake/{planted.pk}/", headers={"HX-Request": "true"})
        .headers["HX-Refresh"]
    )
    browser = visitor(keeper)
    with at_most(12):
        html = text_of(browser.get(f"/desk/intake/{planted.pk}/"))
    assert "第30行 D列" in html and "没有写事项实施编码" in html
    for fate in Fate.values:
        assert page(keeper, "intake", planted.pk, show=fate).status_code == 200
    row = planted.rows.filter(fate=Fate.REFUSED).order_by("position")[0]
    form = text_of(page(keeper, "intake_row", planted.pk, row.pk))
    assert "示例备案证明" in form
    fields = {
        "item_name": "示例登记",
        "code": "11150600MB1234567X2000107099999",
        "proof_name": "示例备案证明",
        "way": "数据共享",
    }
    assert send(keeper, "intake_row", planted.pk, row.pk, **fields).status_code == 302
    row.refresh_from_db()
    assert row.fate == Fate.ADD and row.mended_by == keeper
    next_row = planted.rows.filter(fate=Fate.REFUSED).order_by("position")[0]
    sent = send(keeper, "intake", planted.pk, act="leave_out", row=next_row.pk)
    assert sent.status_code == 302
    sent = send(keeper, "intake", planted.pk, act="take_back", row=next_row.pk)
    assert sent.status_code == 302
    assert send(keeper, "intake", planted.pk, act="again").status_code == 302
    assert send(keeper, "intake", planted.pk, act="take").status_code == 302
    work_off()
    planted.refresh_from_db()
    assert planted.status == Status.TAKEN and planted.revision is not None
    assert planted.revision.number in text_of(page(keeper, "intake", planted.pk))
    assert planted.document.title in text_of(page(keeper, "intakes"))
    assert send(keeper, "intake", planted.pk, act="take").status_code == 422
    assert send(keeper, "intake", planted.pk, act="burn").status_code == 404


def test_columns_are_shown_and_corrected(ordos: World, keeper: Account) -> None:
    content = "业务,代号,要什么,处理\n示例登记,ABCD12345678,示例证明,数据共享\n".encode()
    intake = upload(ordos, keeper, content)
    work_off()
    html = text_of(page(keeper, "intake", intake.pk))
    assert "哪一列是什么" in html and "示例登记" in html
    meanings = ("item.name", "item.implementation_code", "proof.name", "")
    fields = {f"column-{at}": one for at, one in enumerate(meanings)}
    answer = send(keeper, "intake", intake.pk, act="columns", **fields)
    assert answer.status_code == 422 and "免提交方式" in text_of(answer)
    fields["column-3"] = "substitution"
    assert send(keeper, "intake", intake.pk, act="columns", **fields).status_code == 302
    work_off()
    assert intake.rows.filter(fate=Fate.ADD).count() == 1


def test_a_broken_file_and_none(ordos: World, keeper: Account) -> None:
    broken = upload(ordos, keeper, b"PK\x03\x04")
    work_off()
    assert "打不开" in text_of(page(keeper, "intake", broken.pk))
    answer = send(keeper, "intakes", part=f"{ordos.catalogue.pk}-{ordos.item().agency.pk}")
    assert answer.status_code == 422


def test_what_is_missing_may_be_removed(keeper: Account, ordos: World) -> None:
    header = "事项名称,事项实施编码,证明名称,直接取消,数据共享,告知承诺\n"
    content = f"{header}示例,ABCD12345678,示例证明,√,,\n"
    intake = upload(ordos, keeper, content.encode())
    work_off()
    gone = intake.rows.filter(fate=Fate.MISSING).order_by("position")[0]
    fields = {"act": "missing", "rows": [gone.pk], "remove": "yes"}
    assert send(keeper, "intake", intake.pk, **fields).status_code == 302
    gone.refresh_from_db()
    assert gone.remove


def test_files(ordos: World, keeper: Account, planted: Intake) -> None:
    agency = ordos.item().agency
    for name in ("annex-1.xlsx", "annex-2.xlsx"):
        assert read_sheets(page(keeper, "list_form", name).content)
        assert read_sheets(page(keeper, "list_file", "ordos-2023", agency.pk, name).content)
    for name in ("list.xlsx", "list.csv", "list.json"):
        assert page(keeper, "list_file", "ordos-2023", agency.pk, name).content
    sent = page(keeper, "intake_file", planted.pk)
    assert sent.content == bytes(planted.document.content)
    assert page(keeper, "list_form", "annex-9.xlsx").status_code == 404
    assert page(keeper, "list_file", "ordos-2023", agency.pk, "x.xlsx").status_code == 404
    assert page(keeper, "list_file", "lianyungang-2019", agency.pk, "list.csv").status_code == 404


@pytest.mark.clause("ORD23-A1")
def test_liaison_officers(ordos: World, keeper: Account) -> None:
    agency = ordos.item().agency
    header = "序号,联络员姓名,所属科室,职务,联系电话,备注\n"
    content = f"{header}1,示例甲,法规科,科长,0477-5550100,\n2,,办公室,科员,0477-5550101,\n"
    intake = upload(ordos, keeper, content.encode("gb18030"), Purpose.OFFICERS)
    work_off()
    assert "没有写联络员姓名" in text_of(page(keeper, "intake", intake.pk))
    assert "示例甲" not in str(list(intake.rows.values())) + str(intake.tables)
    assert send(keeper, "intake", intake.pk, act="take").status_code == 302
    work_off()
    assert "示例甲" in text_of(page(keeper, "liaison"))
    said = {"officer-name": "示例乙", "officer-phone": "05550102"}
    answer = send(keeper, "liaison", act="add", agency=agency.pk, **said)
    assert answer.status_code == 302
    exported = page(keeper, "list_file", "ordos-2023", agency.pk, "annex-1.xlsx").content
    rows = read_sheets(exported)[0].rows
    assert rows[1] == ["序号", "联络员姓名", "所属科室", "职务", "联系电话", "备注"]
    assert [row[1] for row in rows[2:]] == ["示例甲", "示例乙"]
    first = LiaisonOfficer.objects.order_by("pk")[0]
    assert send(keeper, "liaison", act="end", officer=first.pk).status_code == 302
    assert "示例甲" not in text_of(page(keeper, "liaison"))
    assert send(keeper, "liaison", act="add", agency=agency.pk).status_code == 422


@pytest.mark.clause("MJ21-2.2.4a", "ORD21-4.2a")
def test_differences_from_the_list_above_each_want_a_decision(
    ordos: World, keeper: Account
) -> None:
    item = ordos.item()
    own = item.entries.select_related("proof").order_by("position")[0]
    content = (
        "事项名称,事项实施编码,证明名称,直接取消,数据共享,告知承诺\n"
        f"{item.name},{item.implementation_code},{own.proof.name},√,,\n"
        "上级才有的事项,ABCD12345678,上级才有的证明,,√,\n"
    )
    intake = upload(ordos, keeper, content.encode(), Purpose.UPPER)
    work_off()
    assert send(keeper, "intake", intake.pk, act="take").status_code == 302
    work_off()
    told = ListDifference.objects.filter(catalogue=ordos.catalogue, agency=item.agency)
    there = told.get(kind="missing")
    assert there.detail == {"免提交方式": ["数据共享", ""]}
    assert told.filter(kind="added").exists()
    stricter = told.get(kind="otherwise", lower__entry=own)
    assert stricter.stricter
    shown = text_of(page(keeper, "above", list="ordos-2023"))
    assert "上级才有的证明" in shown and "各单位传上来的表格" in shown
    address = "/desk/lists/above/?list=ordos-2023"
    browser = visitor(keeper)
    keep = {"act": "keep", "difference": there.pk}
    assert browser.post(address, keep | {"reason": ""}).status_code == 422
    said = {"reason": "本单位不办这个事项。"}
    assert browser.post(address, keep | said).status_code == 302
    assert browser.post(address, keep | said).status_code == 422
    assert browser.post(address, keep | said | {"difference": stricter.pk}).status_code == 422
    kept = text_of(page(keeper, "above", list="ordos-2023", status="kept"))
    assert "本单位不办这个事项" in kept
    # The same file again leaves what was decided; the rules hold for what is written by hand.
    again = upload(ordos, keeper, content.encode(), Purpose.UPPER)
    work_off()
    assert send(keeper, "intake", again.pk, act="take").status_code == 302
    work_off()
    there.refresh_from_db()
    assert there.status == "kept"
    measures = measures_of(ordos.catalogue, item.agency, timezone.localdate(), [item.name])
    version = own.versions.get()
    stopped = {one.key for one in obstacles(measures.examine(content_of(version)))}
    assert stopped == {"asks_nothing_cancelled_above"}
    other = ordos.elsewhere(Role.CATALOGUE_KEEPER)
    assert "上级才有的证明" not in text_of(page(other, "above", list="ordos-2023"))


def test_no_file_where_the_list_above_is_in_the_system(ordos: World, keeper: Account) -> None:
    above = Catalogue.objects.get(slug="ordos-2021")
    Catalogue.objects.filter(pk=ordos.catalogue.pk).update(parent=above)
    answer = send(
        keeper,
        "intakes",
        part=f"{ordos.catalogue.pk}-{ordos.item().agency.pk}",
        purpose=Purpose.UPPER,
        file=SimpleUploadedFile("上级.csv", b"a,b\n"),
    )
    assert answer.status_code == 422 and above.title in text_of(answer)


@pytest.mark.clause("MJ21-2.2.4b", "XBQ21-2.1g")
def test_a_file_feeds_the_register_and_a_new_one_goes_before_it(
    ordos: World, keeper: Account
) -> None:
    header = "事项名称,事项实施编码,证明名称,免提交方式\n"
    for names in (("甲证明", "乙证明"), ("乙证明", "丙证明")):
        rows = "".join(f"示例事项,ABCD12345678,{name},保留\n" for name in names)
        intake = upload(ordos, keeper, (header + rows).encode(), Purpose.RETAINED)
        work_off()
        intake.refresh_from_db()
        if intake.status == Status.COLUMNS:
            fields = {f"column-{at}": one for at, one in enumerate(intake.meanings)}
            assert send(keeper, "intake", intake.pk, act="columns", **fields).status_code == 302
            work_off()
        assert send(keeper, "intake", intake.pk, act="take").status_code == 302
        work_off()
        shown = text_of(page(keeper, "intake", intake.pk))
        assert "show=retained" in shown and "收好了" in shown
    lines = RegisteredProof.objects.filter(catalogue=ordos.catalogue, agency=ordos.item().agency)
    assert {one.name for one in lines.filter(struck_at=None)} == {"乙证明", "丙证明"}
    assert [one.name for one in lines.exclude(struck_at=None)] == ["甲证明"]


def test_strangers(ordos: World, planted: Intake) -> None:
    work_off()
    row = planted.rows.order_by("position")[0]
    agency = ordos.item().agency.pk
    addresses: tuple[tuple[str, list[object]], ...] = (
        ("intake", [planted.pk]),
        ("intake_row", [planted.pk, row.pk]),
        ("intake_file", [planted.pk]),
        ("list_file", ["ordos-2023", agency, "annex-1.xlsx"]),
    )
    for name, args in addresses:
        assert leads_to(page(None, name, *args)).startswith(SIGN_IN)
        for other in (
            ordos.citizen,
            ordos.staff(Role.OFFICER),
            ordos.elsewhere(Role.CATALOGUE_KEEPER),
        ):
            assert page(other, name, *args).status_code == 404, (name, other)
