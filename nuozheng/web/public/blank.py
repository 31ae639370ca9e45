"""The blank letter of a service, set from the same text that people see on screen."""

from collections.abc import Sequence
from functools import lru_cache

from nuozheng.applications.letter import how_checked
from nuozheng.catalogue.letters import title_of
from nuozheng.catalogue.models import EntryVersion, LetterTemplate
from nuozheng.documents.blank_docx import blank_docx
from nuozheng.documents.typesetting import (
    BlankLetter,
    Clause,
    ConditionLine,
    NoticeItem,
    Piece,
    StatementLine,
    render_blank,
)
from nuozheng.law.clauses import clause
from nuozheng.law.conditions import sentence_parts
from nuozheng.law.labels import short_label

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CACHED = 64
"""Forms kept in memory by each process, some 60 KB each."""


@lru_cache(maxsize=CACHED)
def blank(digest: str, template_id: int, version_ids: tuple[int, ...]) -> bytes:
    """The form as PDF. `digest` is that of the template: a changed text is set anew."""
    return render_blank(_read(template_id, version_ids))


@lru_cache(maxsize=CACHED)
def blank_word(digest: str, template_id: int, version_ids: tuple[int, ...]) -> bytes:
    """The form as DOCX, likewise."""
    return blank_docx(_read(template_id, version_ids))


def _read(template_id: int, version_ids: tuple[int, ...]) -> BlankLetter:
    template = LetterTemplate.objects.select_related(
        "item__agency", "item__catalogue__jurisdiction"
    ).get(pk=template_id)
    versions = EntryVersion.objects.select_related("entry__proof").in_bulk(version_ids)
    return compose(template, [versions[pk] for pk in version_ids])


def compose(template: LetterTemplate, versions: Sequence[EntryVersion]) -> BlankLetter:
    """Everything the blank form says."""
    item = template.item
    policy = item.catalogue.policy
    return BlankLetter(
        title=title_of(template.content, item.name),
        item_name=item.name,
        item_code=item.implementation_code,
        template_version=template.number,
        template_digest=template.digest,
        agency=item.agency.name,
        place_title=item.catalogue.jurisdiction.name,
        policy_title=f"{policy.title}（{policy.document}）" if policy.document else policy.title,
        notice=tuple(
            NoticeItem(
                number=one["number"],
                title=one["title"],
                paragraphs=tuple(one["paragraphs"]),
                basis=tuple(_note(key) for key in one["basis"]),
            )
            for one in template.content["items"]
        ),
        conditions=_conditions(versions),
        statements=tuple(StatementLine(text) for text in template.content["statements"]),
        consent_text="",
        published_on=template.effective_from,
    )


def _conditions(versions: Sequence[EntryVersion]) -> tuple[ConditionLine, ...]:
    listed = [(version, one) for version in versions for one in version.condition_set.conditions]
    return tuple(
        ConditionLine(
            number=number,
            proof_name=version.entry.proof.name,
            sentence=tuple(
                Piece(part.text, declared=part.kind == "fact")
                for part in sentence_parts(condition, {})
            ),
            how_checked=how_checked(condition),
        )
        for number, (version, condition) in enumerate(listed, start=1)
    )


def _note(key: str) -> Clause:
    found = clause(key)
    return Clause(short_label(found), found.words)
