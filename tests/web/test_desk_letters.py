"""The letters of a revision at the desk: written, linted, adopted, reviewed, previewed."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.actions.copy import give_copy
from nuozheng.catalogue.wording.actions.write import open_letter, write
from nuozheng.catalogue.wording.models import LetterCopy, LetterDraft
from nuozheng.catalogue.wording.services import services_of
from nuozheng.law.vocabulary import Role
from tests.refusing import refused
from tests.revisions import Desk
from tests.web.visits import at_most, leads_to, page, send, text_of, visitor
from tests.world import World

pytestmark = pytest.mark.django_db
Worlds = Callable[[str], World]
VAGUE = "原则上您自己选。必要时另行通知。"


@pytest.fixture
def desk(world: Worlds) -> Desk:
    return Desk(world("huainan-maoji-2021"))


def begun(desk: Desk) -> tuple[Revision, str]:
    revision = desk.open()
    desk.changed(revision)
    return revision, services_of(revision, timezone.localdate())[0].key


def drawn(desk: Desk, **paragraphs: list[str]) -> tuple[Revision, LetterDraft]:
    revision, key = begun(desk)
    draft = open_letter(revision=revision, service=key, by=desk.keeper)
    return revision, write(draft=draft, paragraphs=paragraphs, by=desk.keeper)


def test_the_keeper_sees_the_composed_text_and_saves_it(desk: Desk) -> None:
    revision, key = begun(desk)
    assert "还没有打开过" in text_of(page(desk.keeper, "revision_letters", revision.number))
    keeper = visitor(desk.keeper)
    with at_most(14):
        keeper.get(f"/desk/lists/{revision.number}/letters/{key}/")
    html = text_of(page(desk.keeper, "revision_letter", revision.number, key))
    assert 'name="text-liability"' in html and 'name="text-conditions"' not in html
    assert "怎样核对" in html and "不超过60字" in html
    assert not LetterDraft.objects.exists()
    said = {"act": "save", "text-choice": "您自己选。\r\n哪样都行。"}
    answer = send(desk.keeper, "revision_letter", revision.number, key, **said)
    assert answer.status_code == 302
    assert LetterDraft.objects.get().paragraphs == {"choice": ["您自己选。", "哪样都行。"]}
    html = text_of(page(desk.keeper, "revision_letter", revision.number, key))
    assert "<ins>" in html and "用回按清单生成的" in html
    assert "改承诺书文本" in text_of(page(desk.keeper, "revision", revision.number))


def test_all_letters_are_opened_at_once(desk: Desk) -> None:
    revision, _key = begun(desk)
    answer = send(desk.keeper, "revision_letters", revision.number)
    assert answer.status_code == 302 and LetterDraft.objects.count() == 1


def test_without_a_script_the_check_shows_flaws_and_one_click_mends_them(desk: Desk) -> None:
    revision, key = begun(desk)
    address = ("revision_letter", revision.number, key)
    html = text_of(send(desk.keeper, *address, **{"act": "check", "text-choice": VAGUE}))
    assert "<mark>原则上</mark>" in html and "改的还没有保存" in html
    assert 'value="choice:VT013:0"' in html
    said = {"adopt": "choice:VT013:0", "text-choice": VAGUE}
    html = text_of(send(desk.keeper, *address, **said))
    assert "<mark>原则上</mark>" not in html and "<mark>必要时</mark>" in html
    assert "您自己选。必要时另行通知。</textarea>" in html
    html = text_of(send(desk.keeper, *address, **{"restore": "choice", "text-choice": VAGUE}))
    assert "必要时另行通知" not in html
    assert not LetterDraft.objects.exists()


def test_as_one_types_the_flaws_of_an_item_come_alone(desk: Desk) -> None:
    revision, key = begun(desk)
    args = (revision.number, key, "choice")
    html = text_of(send(desk.keeper, "check_letter_item", *args, **{"text-choice": VAGUE}))
    assert "<mark>必要时</mark>" in html and "<html" not in html and "平均句长" in html
    assert page(desk.keeper, "check_letter_item", *args).status_code == 404
    legal = desk.reviewer(Role.LEGAL_REVIEWER)
    assert send(legal, "check_letter_item", *args).status_code == 404


@pytest.mark.clause("XBQ21-2.3d")
def test_where_the_place_lists_no_elements_those_above_it_are_shown(world: Worlds) -> None:
    desk = Desk(world("xian-baqiao-2021"))
    revision, key = begun(desk)
    html = text_of(page(desk.keeper, "revision_letter", revision.number, key))
    assert "已写明不实承诺的民事责任" in html
    assert "国办发〔2020〕42号" in html


def test_a_reviewer_reads_answers_and_lets_stand(desk: Desk) -> None:
    revision, draft = drawn(desk, choice=[VAGUE])
    legal = desk.reviewer(Role.LEGAL_REVIEWER)
    address = ("revision_letter", revision.number, draft.service)
    html = text_of(page(legal, *address))
    assert '<textarea id="text-choice"' not in html and "放行“必要时”" in html
    assert send(legal, *address, **{"act": "check", "text-choice": "x"}).status_code == 404
    answer = send(legal, *address, act="answer", **{"answer-0": "no", "note-0": ""})
    assert answer.status_code == 422 and "要写明差在哪里" in text_of(answer)
    asked = len(revision.policy.notice.quality_rules.value)
    answers = {f"answer-{index}": "yes" for index in range(asked)}
    assert send(legal, *address, act="answer", **answers).status_code == 302
    draft.refresh_from_db()
    assert draft.unanswered == []
    flaw = next(one for one in draft.report["flaws"]["choice"] if one["rule"] == "VT014")
    said = {"act": "let_stand", "item": "choice", "rule": "VT014", "passage": flaw["passage"]}
    assert send(legal, *address, **said, reason="照抄上级文件。").status_code == 302
    assert "照抄上级文件" in text_of(page(legal, *address))
    saved = send(legal, *address, act="save", **{"text-choice": "x"})
    assert saved.status_code == 422 and "letter_not_writable" not in text_of(saved)


def test_the_preview_is_the_form_that_people_will_fetch(desk: Desk) -> None:
    revision, draft = drawn(desk, choice=["您自己选，哪样都行。"])
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = page(desk.keeper, "letter_preview", revision.number, draft.service, form)
        assert answer.status_code == 200 and answer.content.startswith(start)
    assert (
        page(desk.keeper, "letter_preview", revision.number, draft.service, "x").status_code == 404
    )


def test_strangers_and_other_agencies_find_nothing(desk: Desk) -> None:
    revision, draft = drawn(desk)
    for other in (
        desk.world.stranger(),
        desk.world.elsewhere(Role.CATALOGUE_KEEPER),
        desk.world.staff(Role.OFFICER, desk.agency),
    ):
        assert page(other, "revision_letters", revision.number).status_code == 404
        for name, more in (("revision_letter", ()), ("letter_preview", ("pdf",))):
            answer = page(other, name, revision.number, draft.service, *more)
            assert answer.status_code == 404
    assert page(desk.keeper, "revision_letter", revision.number, "999999").status_code == 404
    asked = visitor(None).get(f"/desk/lists/{revision.number}/letters/{draft.service}/")
    assert "/accounts/login/" in leads_to(asked)


@pytest.mark.clause("XBQ21-2.3f")
def test_a_copy_asked_for_at_the_counter_of_baqiao_is_logged(world: Worlds) -> None:
    _asked_for(world("xian-baqiao-2021"))


@pytest.mark.clause("MJ21-3.3b")
def test_a_copy_asked_for_at_the_counter_of_maoji_is_logged(world: Worlds) -> None:
    _asked_for(world("huainan-maoji-2021"))


def _asked_for(here: World) -> None:
    item = here.item()
    template = item.letter_templates.get()
    officer = here.staff(Role.OFFICER)
    assert item.name in text_of(page(officer, "letter_copies", q=item.name[:4]))
    asked = {"template": template.pk, "form": "pdf"}
    answer = visitor(officer).post("/desk/counter/copies/", asked)
    assert answer.content.startswith(b"%PDF")
    [copy] = LetterCopy.objects.all()
    assert (copy.template, copy.by, copy.form) == (template, officer, "pdf")
    assert "纸质" in text_of(page(officer, "letter_copies"))
    assert send(officer, "letter_copies", template=template.pk, form="exe").status_code == 422
    other = here.elsewhere(Role.OFFICER)
    assert send(other, "letter_copies", template=template.pk, form="pdf").status_code == 404
    with refused("not_your_move"):
        give_copy(template=template, form="pdf", by=other)
    assert LetterCopy.objects.count() == 1
