"""The main job through the screens of an applicant, form by form."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nuozheng.applications.models import (
    Application,
    Commitment,
    CommitmentStatus,
    DisposedProof,
    ProofStatus,
)
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from tests.declaring import declared_by
from tests.web.markup import faults_of
from tests.web.visits import at_most, leads_to, text_of, visitor
from tests.world import ALL_STATEMENTS, LISTS, PDF, Case, World

Worlds = Callable[[str], World]
SCRIPT = "<script>alert(1)</script>"
RETAINED = Substitution.RETAINED
HOUSING = "sv-095"
"""公共租赁住房申请: two proofs, each to be committed to, submitted or shared."""


class Desk:
    """A browser of an applicant, going through one case."""

    def __init__(self, world: World, who: str = "honest", item_key: str = "") -> None:
        self.world, self.member = world, world.members[who]
        person = self.member.kind == "person"
        account = world.account(who) if person else world.company_account(who)
        self.item = world.item(item_key, kind=self.member.kind)
        self.client = visitor(account)

    def get(self, name: str, *args: object) -> str:
        answer = self.client.get(reverse(f"web:{name}", args=args))
        assert answer.status_code == 200, answer
        html = text_of(answer)
        assert faults_of(html) == []
        return html

    def post(self, name: str, *args: object, expect: int = 302, **fields: Any) -> str:
        answer = self.client.post(reverse(f"web:{name}", args=args), fields)
        assert answer.status_code == expect, text_of(answer)[:3000]
        if expect == 302:
            return leads_to(answer)
        assert faults_of(text_of(answer)) == []
        return text_of(answer)

    def start(self) -> Application:
        html = self.get("start", self.item.pk)
        key = re.search(r'name="opening_key" value="([^"]+)"', html)
        assert key
        party = self.world.party(self.member.key)
        fields: dict[str, Any] = {"opening_key": key.group(1), "as": f"party-{party.pk}"}
        to = self.post("start", self.item.pk, **fields)
        self.case = Application.objects.get(number=to.split("/")[3])
        return self.case

    @property
    def number(self) -> str:
        return self.case.number

    def proofs(self) -> list[DisposedProof]:
        return list(self.case.proofs.select_related("version__entry__proof"))

    def choices(self, *, commit: bool = True) -> dict[str, Any]:
        """The fields of step 1: a way for each open proof, a file where one is wanted."""
        fields: dict[str, Any] = {}
        for proof in self.proofs():
            ways = [proof.way, *map(Substitution, proof.alternatives)]
            if proof.status == ProofStatus.AWAITING_CHOICE:
                wanted = Substitution.COMMITMENT
                if not commit:
                    others = [way for way in ways if way is not Substitution.COMMITMENT]
                    wanted = RETAINED if RETAINED in others else others[0]
                    fields[f"because-{proof.pk}"] = "unwilling"
                fields[f"way-{proof.pk}"] = wanted.value
            elif proof.status == ProofStatus.AWAITING_DOCUMENT:
                fields[f"file-{proof.pk}"] = paper()
        return fields

    def declared(self, **changes: str) -> dict[str, Any]:
        """The fields of step 2 as this member would fill them in, every box ticked."""
        fields: dict[str, Any] = {}
        for proof in self.proofs():
            if proof.way is not Substitution.COMMITMENT:
                continue
            for key, value in declared_by(self.member, proof, changes).items():
                if key.startswith("tick:"):
                    fields[f"tick-p{proof.pk}-{key.removeprefix('tick:')}"] = value
                else:
                    fields[f"p{proof.pk}-{key}"] = value
        return fields

    def until_facts(self) -> "Desk":
        self.start()
        to = self.post("my_proofs", self.number, go="next", **self.choices())
        assert to == reverse("web:my_facts", args=[self.number])
        return self

    def until_check(self, **changes: str) -> "Desk":
        self.until_facts()
        to = self.post("my_facts", self.number, go="check", **self.declared(**changes))
        assert to == reverse("web:my_sign", args=[self.number])
        return self

    def until_signed(self) -> "Desk":
        self.until_check()
        to = self.post("my_sign", self.number, go="sign", statement=ALL_STATEMENTS)
        assert to == reverse("web:my_case", args=[self.number])
        self.case.refresh_from_db()
        return self


def paper(content: bytes = PDF, name: str = "证明.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.mark.parametrize("slug", [slug for slug in LISTS if slug != "ordos-2023"])
def test_a_citizen_applies_commits_and_signs(world: Worlds, slug: str) -> None:
    desk = Desk(world(slug))
    desk.start()
    step1 = desk.get("my_proofs", desk.number)
    for proof in desk.proofs():
        assert proof.version.entry.proof.name in step1
    desk.post("my_proofs", desk.number, go="next", **desk.choices())
    desk.case.refresh_from_db()
    assert desk.case.status == ApplicationStatus.NOTICED

    step2 = desk.get("my_facts", desk.number)
    for one in desk.case.notice.content["items"]:
        assert one["title"] in step2
    desk.post("my_facts", desk.number, go="check", **desk.declared())

    step3 = desk.get("my_sign", desk.number)
    assert not re.search(r'name="statement"[^>]*checked', step3)
    desk.post("my_sign", desk.number, go="sign", statement=ALL_STATEMENTS)
    desk.case.refresh_from_db()
    assert desk.case.status == ApplicationStatus.SUBMITTED

    status = desk.get("my_case", desk.number)
    assert "已经提交，等待受理" in status
    assert Commitment.objects.get(application=desk.case).letter_number in status
    assert "谁看过我的数据" in status


@pytest.mark.parametrize("slug", ["huainan-maoji-2021", "lianyungang-2019"])
def test_a_company_applies_through_its_representative(world: Worlds, slug: str) -> None:
    desk = Desk(world(slug), "honest_company").until_signed()
    assert desk.case.applicant == world(slug).party("honest_company")
    assert desk.case.number in desk.get("my_cases")


def test_nothing_is_preselected_where_there_is_a_choice(world: Worlds) -> None:
    desk = Desk(world("ordos-2021"))
    desk.start()
    html = desk.get("my_proofs", desk.number)
    waiting = [p for p in desk.proofs() if p.status == ProofStatus.AWAITING_CHOICE]
    assert waiting
    for proof in waiting:
        assert not re.search(rf'name="way-{proof.pk}"[^>]*checked', html)


def test_next_without_a_choice_names_every_proof_that_waits(world: Worlds) -> None:
    desk = Desk(world("ordos-2021"))
    desk.start()
    html = desk.post("my_proofs", desk.number, go="next", expect=422)
    for proof in desk.proofs():
        if proof.status == ProofStatus.AWAITING_CHOICE:
            assert f'href="#p-{proof.pk}"' in html


def test_declining_asks_for_a_reason_of_the_place_only(world: Worlds) -> None:
    desk = Desk(world("ordos-2021"))
    desk.start()
    proof = next(p for p in desk.proofs() if p.status == ProofStatus.AWAITING_CHOICE)
    other = next(way for way in (proof.substitution, *proof.alternatives) if way != "commitment")
    html = desk.post("my_proofs", desk.number, expect=422, go="next", **{f"way-{proof.pk}": other})
    assert "还没有选不承诺的原因" in html
    assert re.search(rf'name="way-{proof.pk}" value="{other}" checked', html)
    assert "不愿承担不实承诺的法律责任" in html


def test_declining_everything_needs_no_commitment(world: Worlds) -> None:
    desk = Desk(world("xian-baqiao-2021"))
    desk.start()
    desk.client.post(
        reverse("web:my_proofs", args=[desk.number]),
        {"go": "next", **desk.choices(commit=False)},
    )
    to = desk.post("my_proofs", desk.number, go="next", **desk.choices(commit=False))
    assert to == reverse("web:my_submit", args=[desk.number])
    desk.get("my_submit", desk.number)
    desk.post("my_submit", desk.number)
    desk.case.refresh_from_db()
    assert desk.case.status == ApplicationStatus.SUBMITTED
    assert not Commitment.objects.filter(application=desk.case).exists()


def test_a_way_that_is_not_offered_is_refused(world: Worlds) -> None:
    desk = Desk(world("ordos-2021"))
    desk.start()
    proof = next(p for p in desk.proofs() if p.status == ProofStatus.AWAITING_CHOICE)
    for forged in ("cancelled", SCRIPT):
        html = desk.post(
            "my_proofs", desk.number, expect=422, go="next", **{f"way-{proof.pk}": forged}
        )
        assert SCRIPT not in html


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "空"), (b"MZ not a pdf", "不是PDF"), (PDF + b"0" * (20 * 2**20), "超过20MB")],
)
def test_uploads_are_judged_by_their_bytes(world: Worlds, content: bytes, told: str) -> None:
    desk, proof = awaiting_document(world("ordos-2021"))
    file = paper(content)
    html = desk.post("my_proofs", desk.number, expect=422, go="next", **{f"file-{proof.pk}": file})
    assert told in html
    proof.refresh_from_db()
    assert proof.document_id is None


def awaiting_document(world: World) -> tuple[Desk, DisposedProof]:
    desk = Desk(world, item_key=HOUSING)
    desk.start()
    desk.client.post(
        reverse("web:my_proofs", args=[desk.number]),
        {"go": "save", **desk.choices(commit=False)},
    )
    proof = next(p for p in desk.proofs() if p.status == ProofStatus.AWAITING_DOCUMENT)
    return desk, proof


def test_an_upload_may_be_seen_and_replaced(world: Worlds) -> None:
    desk, proof = awaiting_document(world("ordos-2021"))
    fields: dict[str, Any] = {f"file-{proof.pk}": paper()}
    desk.post("my_proofs", desk.number, go="save", **fields)
    proof.refresh_from_db()
    assert proof.document is not None
    assert "换一份" in desk.get("my_proofs", desk.number)
    answer = desk.client.get(reverse("web:my_paper", args=[desk.number, proof.document.pk]))
    assert bytes(answer.content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_what_is_typed_is_kept_right_or_wrong(world: Worlds) -> None:
    desk = Desk(world("ordos-2021"), item_key=HOUSING).until_facts()
    fields = desk.declared()
    found = re.search(r'class="num" id="id_([^"]+)"', desk.get("my_facts", desk.number))
    assert found
    number_field = found.group(1)
    fields[number_field] = f"6万左右{SCRIPT}"
    desk.post("my_facts", desk.number, go="save", **fields)
    html = desk.get("my_facts", desk.number)
    assert "6万左右&lt;script&gt;" in html
    assert SCRIPT not in html
    page = desk.post("my_facts", desk.number, expect=422, go="check", **fields)
    assert f'href="#id_{number_field}"' in page
    assert "6万左右" in page


def test_every_gap_is_named_with_its_sentence(world: Worlds) -> None:
    desk = Desk(world("ordos-2021")).until_facts()
    html = desk.post("my_facts", desk.number, expect=422, go="check")
    assert "第1条：" in html
    told = html.split('class="errors')[1].split("</ul>")[0]
    ticks = set(re.findall(r'href="#id_tick-[^"]+">第(\d+)条', told))
    blanks = set(re.findall(r'href="#id_p[^"]+">第(\d+)条', told))
    assert not ticks & blanks, "what is empty is told once"
    assert "填好以后，符合的再打√" in told
    filled = {name: text for name, text in desk.declared().items() if not name.startswith("tick-")}
    html = desk.post("my_facts", desk.number, expect=422, go="check", **filled)
    assert "还没有打√" in html
    assert 'href="#id_tick-' in html


def test_unsigned_statements_are_told_with_the_ticked_ones_kept(world: Worlds) -> None:
    desk = Desk(world("ordos-2021")).until_check()
    html = desk.post("my_sign", desk.number, expect=422, go="sign", statement=["knows"])
    assert re.search(r'value="knows" checked', html)
    assert "还差一句" in html
    assert 'href="#id_statement-meets"' in html
    assert Commitment.objects.get(application=desk.case).status == CommitmentStatus.DRAFT


class TestContradiction:
    """A source says otherwise, before any harm."""

    @pytest.fixture
    def desk(self, world: Worlds) -> Desk:
        return Desk(world("ordos-2021"), "contradicted").until_check()

    def test_it_is_shown_side_by_side_and_stops_the_signature(self, desk: Desk) -> None:
        html = desk.get("my_sign", desk.number)
        assert "先别签" in html
        assert "不一致" in html
        assert "填错了，去改" in html
        page = desk.post("my_sign", desk.number, expect=422, statement=ALL_STATEMENTS)
        assert "与查到的数据不一致" in page

    def test_it_may_be_insisted_on_with_an_explanation(self, desk: Desk) -> None:
        why = f"车已经报废{SCRIPT}"
        desk.post("my_sign", desk.number, statement=ALL_STATEMENTS, insists=why)
        commitment = Commitment.objects.get(application=desk.case)
        assert commitment.status == CommitmentStatus.SIGNED
        assert commitment.insists == why
        assert SCRIPT not in desk.get("my_case", desk.number)

    def test_the_proof_may_be_met_another_way_instead(self, desk: Desk) -> None:
        commitment = Commitment.objects.get(application=desk.case)
        row = next(one for one in commitment.checks if one["result"] == "contradicted")
        proof = DisposedProof.objects.get(pk=row["proof"])
        assert proof.alternatives
        html = desk.get("my_proofs", desk.number)
        assert f'name="way-{proof.pk}"' in html
        other = proof.alternatives[0]
        desk.client.post(
            reverse("web:my_proofs", args=[desk.number]),
            {"go": "next", f"way-{proof.pk}": other, f"because-{proof.pk}": "unable"},
        )
        proof.refresh_from_db()
        assert proof.substitution == other


def test_a_source_that_is_down_never_says_no(world: Worlds, sources: Running) -> None:
    desk = Desk(world("ordos-2021")).until_facts()
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    desk.post("my_facts", desk.number, go="check", **desk.declared())
    html = desk.get("my_sign", desk.number)
    assert "数据源暂不可用" in html
    assert "再核对一次" in html
    assert "先别签" not in html
    sources.faults.set(EVERY_SOURCE, Mode.OK)
    desk.post("my_sign", desk.number, statement=ALL_STATEMENTS)


def test_the_letter_is_fetched_even_before_a_worker_has_set_it(world: Worlds) -> None:
    desk = Desk(world("ordos-2021")).until_signed()
    waiting = desk.get("my_letter", desk.number)
    assert "正在排版" in waiting
    url = reverse("web:my_letter", args=[desk.number])
    answer = desk.client.post(url)
    assert bytes(answer.content).startswith(b"%PDF-")
    again = desk.client.get(url)
    assert bytes(again.content) == bytes(answer.content)


def test_pages_out_of_their_turn_lead_to_the_case(world: Worlds) -> None:
    desk = Desk(world("ordos-2021")).until_signed()
    for name in ("my_facts", "my_sign", "my_submit", "my_proofs"):
        answer = desk.client.get(reverse(f"web:{name}", args=[desk.number]))
        assert leads_to(answer) == reverse("web:my_case", args=[desk.number])


@pytest.mark.parametrize("state", ["opened", "notified", "checked", "signed", "accepted"])
def test_no_page_of_a_case_takes_many_queries(world: Worlds, state: str) -> None:
    case: Case = world("ordos-2021").opened()
    if state != "opened":
        getattr(case, state)()
    client = visitor(case.by)
    for name in ("my_case", "my_proofs", "my_facts", "my_sign"):
        with at_most(24):
            client.get(reverse(f"web:{name}", args=[case.application.number]))


def test_the_list_of_cases_is_read_in_few_queries(world: Worlds) -> None:
    here = world("ordos-2021")
    for _ in range(5):
        here.opened()
    client = visitor(here.citizen)
    with at_most(12):
        html = text_of(client.get(reverse("web:my_cases")))
    assert html.count("还没有提交，可以接着办") == 5


def test_certificate_free_nothing_is_asked_of_the_applicant(world: Worlds) -> None:
    desk = Desk(world("ordos-2023"))
    desk.start()
    assert not [p for p in desk.proofs() if p.status == ProofStatus.AWAITING_DOCUMENT]
    html = desk.get("my_proofs", desk.number)
    assert 'type="file"' not in html


def test_a_stranger_never_sees_a_case(world: Worlds) -> None:
    here = world("ordos-2021")
    case = here.opened().signed()
    stranger: Client = visitor(here.stranger())
    names = ("my_case", "my_proofs", "my_facts", "my_sign", "my_submit", "my_withdraw")
    for name in (*names, "my_abandon", "my_letter"):
        url = reverse(f"web:{name}", args=[case.application.number])
        assert stranger.get(url).status_code == 404
        if name != "my_case":
            assert stranger.post(url, {"go": "next"}).status_code == 404


def test_an_explanation_does_not_carry_a_value_outside_the_standard(world: Worlds) -> None:
    """The source differs and the declared value itself fails: insisting mends only the first."""
    desk = Desk(world("ordos-2021"), item_key=HOUSING).until_facts()
    dwellings = desk.declared()
    name = next(key for key in dwellings if key.endswith("-dwelling_count"))
    desk.post("my_facts", desk.number, go="check", **{**dwellings, name: "2"})
    html = desk.get("my_sign", desk.number)
    assert "不在标准以内" in html
    refused = desk.post(
        "my_sign", desk.number, expect=422, statement=ALL_STATEMENTS, insists="数据有误"
    )
    assert "不在标准以内，这一条不能承诺" in refused
    assert Commitment.objects.get(application=desk.case).status == CommitmentStatus.DRAFT
