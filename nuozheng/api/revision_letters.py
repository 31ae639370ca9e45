"""The letters of a revision: their texts, what the linter says, and their review."""

from typing import Annotated, Any, Literal

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Router, Status
from pydantic import Field

from nuozheng.api.authentication import account_of
from nuozheng.api.commitment import NoticeItem
from nuozheng.api.lookup import today
from nuozheng.api.responses import answers
from nuozheng.api.revision_lookup import letter_of, revision_of
from nuozheng.api.schemas import Body, CaseNumber, Key, Line, Out, Slug, Text, basis_of
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.actions.review import Answer, answer_quality, let_stand
from nuozheng.catalogue.wording.actions.write import open_letter, open_letters, write
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.obstacles import drafts_of, standing_errors
from nuozheng.catalogue.wording.services import services_of

router = Router(tags=["承诺书文本"])

Paragraphs = Annotated[list[Text], Field(max_length=100)]


class LetterSummary(Out):
    """A service of the revision that needs a letter; `opened` once its text is written down."""

    service: str
    name: str
    opened: bool
    errors: int
    unanswered: list[str]


class FlawOut(Out):
    """A wording that should not stand there; an error hinders handing in."""

    item: str
    rule: str
    term: str
    severity: str
    why: str
    better: str
    passage: str


class LetterOut(LetterSummary):
    """A letter as it would be published, with what the linter says of it."""

    items: list[NoticeItem]
    flaws: list[FlawOut]
    answers: dict[str, Any]


class Writing(Body):
    """Paragraphs by the key of their item; an item set to its composed text is composed again."""

    paragraphs: dict[Key, Paragraphs] = Field(max_length=40)


class QualityAnswer(Body):
    """A question of quality with its answer; a no says what is wanting."""

    question: Line
    answer: Literal["yes", "no"]
    note: Text = ""


class QualityAnswers(Body):
    """The answers of a reviewer."""

    answers: list[QualityAnswer] = Field(max_length=20)


class Leave(Body):
    """One flaw in one passage that may stand, and why."""

    item: Key
    rule: Line
    passage: Text
    reason: Text


@router.get(
    "/revisions/{number}/letters",
    response=answers(list[LetterSummary]),
    summary="列出修订要用的承诺书文本",
)
def list_letters(request: HttpRequest, number: CaseNumber) -> list[LetterSummary]:
    return _listed(revision_of(account_of(request), number))


@router.post(
    "/revisions/{number}/letters",
    response=answers(list[LetterSummary], 201),
    summary="按清单条目生成全部文本（清单管理人员）",
    description="已经有的不动，重复发送没有害处。",
)
def open_all(request: HttpRequest, number: CaseNumber) -> Status[list[LetterSummary]]:
    account = account_of(request)
    revision = revision_of(account, number)
    open_letters(revision=revision, by=account)
    return Status(201, _listed(revision))


@router.get(
    "/revisions/{number}/letters/{service}",
    response=answers(LetterOut),
    summary="查看一份文本和它的用语检查",
)
def show_letter(request: HttpRequest, number: CaseNumber, service: Slug) -> LetterOut:
    return _letter_out(revision_of(account_of(request), number), service)


@router.put(
    "/revisions/{number}/letters/{service}",
    response=answers(LetterOut),
    summary="写一份文本（清单管理人员）",
    description="写到的项整项替换；改了的，审核人员要重新确认。",
)
def write_letter(
    request: HttpRequest, number: CaseNumber, service: Slug, body: Writing
) -> LetterOut:
    account = account_of(request)
    revision = revision_of(account, number)
    _letter, draft = letter_of(revision, service)
    with transaction.atomic():
        draft = draft or open_letter(revision=revision, service=service, by=account)
        write(draft=draft, paragraphs=body.paragraphs, by=account)
    return _letter_out(revision, service)


@router.put(
    "/revisions/{number}/letters/{service}/answers",
    response=answers(LetterOut),
    summary="逐项确认文本（审核人员）",
)
def answer_questions(
    request: HttpRequest, number: CaseNumber, service: Slug, body: QualityAnswers
) -> LetterOut:
    account = account_of(request)
    revision = revision_of(account, number)
    said = {one.question: Answer(one.answer, one.note) for one in body.answers}
    answer_quality(draft=_opened(revision, service), answers=said, by=account)
    return _letter_out(revision, service)


@router.post(
    "/revisions/{number}/letters/{service}/leaves",
    response=answers(LetterOut, 201),
    summary="放行一处用语，写明理由（审核人员）",
)
def leave_standing(
    request: HttpRequest, number: CaseNumber, service: Slug, body: Leave
) -> Status[LetterOut]:
    account = account_of(request)
    revision = revision_of(account, number)
    let_stand(
        draft=_opened(revision, service),
        item=body.item,
        rule=body.rule,
        passage=body.passage,
        reason=body.reason,
        by=account,
    )
    return Status(201, _letter_out(revision, service))


def _opened(revision: Revision, service: str) -> LetterDraft:
    _letter, draft = letter_of(revision, service)
    if draft is None:
        raise Http404
    return draft


def _listed(revision: Revision) -> list[LetterSummary]:
    drafts = drafts_of(revision)
    return [
        _summary(service.key, service.item.name, drafts.get(service.key))
        for service in services_of(revision, today())
        if service.needs_letter
    ]


def _summary(key: str, name: str, draft: LetterDraft | None) -> LetterSummary:
    return LetterSummary(
        service=key,
        name=name,
        opened=draft is not None,
        errors=draft.report.get("errors", 0) if draft else 0,
        unanswered=draft.unanswered if draft else [],
    )


def _letter_out(revision: Revision, key: str) -> LetterOut:
    letter, draft = letter_of(revision, key)
    summary = _summary(key, letter.service.item.name, draft).model_dump()
    return LetterOut(
        **summary | {"errors": len(standing_errors(letter, draft))},
        items=[
            NoticeItem(
                key=one["key"],
                number=number,
                title=one["title"],
                paragraphs=one["paragraphs"],
                basis=basis_of(one["basis"]),
            )
            for number, one in enumerate(letter.content["items"], start=1)
        ],
        flaws=[
            FlawOut(
                item=item,
                rule=flaw.rule,
                term=flaw.term,
                severity=flaw.severity.value,
                why=flaw.why,
                better=flaw.better,
                passage=flaw.passage,
            )
            for item, flaws in letter.flaws.items()
            for flaw in flaws
        ],
        answers=draft.answers if draft else {},
    )
