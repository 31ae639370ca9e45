"""Write the letters of a revision: open them as composed, and rewrite what needs it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.letters import CONDITIONS, mark, rewritten_in
from nuozheng.catalogue.models import LetterTemplate
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.gates import held_for_writing
from nuozheng.catalogue.wording.letter import DraftedLetter, composed_items, drafted
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.obstacles import drafts_of
from nuozheng.catalogue.wording.services import Service, service_of, services_of
from nuozheng.evidence.moves import append
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

KIND = "revision"


def open_letter(*, revision: Revision, service: str, by: Account) -> LetterDraft:
    """The text of one service, composed from its entries; the one that is open already."""
    with transaction.atomic():
        held = held_for_writing(revision, by)
        found = _service(held, service)
        standing = LetterDraft.objects.filter(revision=held, service=service).first()
        if standing is not None:
            return standing
        [draft] = _new(held, [found], by)
        draft.save()
        _record(held, "open_letter", by, {"service": service, "name": found.item.name})
    return draft


def open_letters(*, revision: Revision, by: Account) -> int:
    """The texts of all services that need one and have none; how many were opened."""
    with transaction.atomic():
        held = held_for_writing(revision, by)
        known = drafts_of(held)
        wanted = [
            service
            for service in services_of(held, timezone.localdate())
            if service.needs_letter and service.key not in known
        ]
        made = _new(held, wanted, by)
        LetterDraft.objects.bulk_create(made)
        if made:
            _record(held, "open_letter", by, {"services": [draft.service for draft in made]})
    return len(made)


def write(
    *, draft: LetterDraft, paragraphs: Mapping[str, Sequence[str]], by: Account
) -> LetterDraft:
    """Set the paragraphs of items; an item set to its composed text is no longer rewritten.

    What reviewers answered about another text is void. Errors: Refused for the item of the
    conditions, which are mended in the entry, for unknown or empty items, and once handed in.
    """
    with transaction.atomic():
        held = held_for_writing(draft.revision, by)
        service = _service(held, draft.service)
        draft = LetterDraft.objects.select_for_update().get(pk=draft.pk)
        composed = composed_items(drafted(held.policy, service, None))
        before = dict(draft.paragraphs)
        for key, said in paragraphs.items():
            _set(draft, key, [written(one, "文本") for one in said if one.strip()], composed)
        if draft.paragraphs != before:
            draft.answers = {}
        draft.written_at, draft.written_by = timezone.now(), by
        letter = DraftedLetter(held.policy, service, draft.paragraphs)
        draft.report = letter.report()
        draft.save()
        _record(
            held,
            "write_letter",
            by,
            {"service": draft.service, "digest": draft.report["digest"]},
        )
    draft.revision = held
    return draft


def _set(
    draft: LetterDraft, key: str, said: list[str], composed: Mapping[str, Sequence[str]]
) -> None:
    if key not in composed or key == CONDITIONS:
        raise Refused.because(
            "letter_item_fixed",
            "这一项不在文本里，或者是承诺的条件；条件和它的核对是同一个定义，不能只改文字。",
            cure="承诺的条件请在清单条目里改，文本会跟着变。",
        )
    if not said:
        raise Refused.because(
            "letter_item_empty",
            "这一项没有写内容。",
            cure="写明内容，或者用回自动生成的文本。",
        )
    if said == list(composed[key]):
        draft.paragraphs.pop(key, None)
        draft.written_over.pop(key, None)
    else:
        draft.paragraphs[key] = said
        draft.written_over[key] = mark(composed[key])


def _service(revision: Revision, key: str) -> Service:
    found = service_of(revision, key, timezone.localdate())
    if found is None or not found.needs_letter:
        raise Refused.because(
            "letter_not_needed",
            "这份修订没有让这个事项用承诺办，不需要承诺书文本。",
            cure="先在清单条目里选“告知承诺”。",
        )
    return found


def _new(revision: Revision, services: Sequence[Service], by: Account) -> list[LetterDraft]:
    """Unsaved drafts that keep what was written by hand in the latest published letter."""
    now = timezone.now()
    rows = LetterTemplate.objects.filter(item__in=[one.item for one in services if one.item.pk])
    latest = {row.item_id: row.content for row in rows.order_by("number")}
    found = []
    for service in services:
        content = latest.get(service.item.pk or 0, {"items": []})
        draft = LetterDraft(
            revision=revision,
            service=service.key,
            item=service.item if service.item.pk else None,
            paragraphs=rewritten_in(content),
            written_over=content.get("rewritten", {}),
            opened_at=now,
            opened_by=by,
            written_at=now,
            written_by=by,
        )
        draft.report = drafted(revision.policy, service, draft).report()
        found.append(draft)
    return found


def _record(revision: Revision, act: str, by: Account, detail: dict[str, object]) -> None:
    append(
        KIND,
        revision.pk,
        act,
        revision.status,
        revision.status,
        by=by,
        role=Role.CATALOGUE_KEEPER,
        at=timezone.now(),
        detail=detail,
    )
