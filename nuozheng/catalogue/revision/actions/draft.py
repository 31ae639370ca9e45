"""Write a revision: open it, propose entry by entry, sign the scope check."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from nuozheng.catalogue.disclosed import disclosed_as
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion
from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.catalogue.revision.examination import examine_change
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.documents.models import Document
from nuozheng.documents.uploads import received
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.law.findings import Refused
from nuozheng.law.listing import Checklist
from nuozheng.law.review import DRAFT, table
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import roles_at

KIND = "revision"
_AT_ONCE = 1000
_PROPOSED_FIELDS = (
    "kind", "entry", "item", "base", "content", "reason", "origin", "checklist", "findings",
    "checked_at", "checked_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposed:
    """One entry to add, change or remove; `origin` names the cell that it came from."""

    kind: str
    content: EntryContent
    entry: CatalogueEntry | None = None
    reason: str = ""
    origin: str = ""


def open_revision(
    *,
    catalogue: Catalogue,
    agency: Agency,
    kind: str,
    title: str,
    by: Account,
    grounds: str = "",
    event_on: date | None = None,
) -> Revision:
    """A new revision of this agency's part of a list.

    `kind` is list or adjustment; `event_on` is the day on which the reason for an adjustment
    arose. Errors: Refused for anybody but a keeper of the agency, for an agency of another
    place, and without a title.
    """
    today = timezone.localdate()
    if Role.CATALOGUE_KEEPER not in roles_at(by, agency.pk, today):
        raise Refused.because(
            "not_your_move",
            "只有本单位的清单管理人员可以起草修订。",
            cure="请用有这个职责的账号登录。",
        )
    if agency.jurisdiction_id != catalogue.jurisdiction_id:
        raise Refused.because(
            "agency_of_another_place", "这个单位不属于这份清单的地区。", cure="换一份清单。"
        )
    if kind not in ("list", "adjustment"):
        raise Refused.because("kind_unknown", "没有这种修订。", cure="选“编制清单”或“动态调整”。")
    if not title.strip() or len(title) > 120:
        raise Refused.because(
            "title_wrong", "标题没有写，或者超过120个字。", cure="用一句话写明这次改什么。"
        )
    if event_on and event_on > today:
        raise Refused.because(
            "event_in_future",
            "事由发生的日期在今天以后。",
            cure="核对日期；还没有发生的，等发生以后再报。",
        )
    with transaction.atomic():
        revision = Revision.objects.create(
            number=_next_number(catalogue),
            catalogue=catalogue,
            agency=agency,
            kind=kind,
            title=title.strip(),
            grounds=grounds.strip(),
            event_on=event_on,
            opened_at=timezone.now(),
            opened_by=by,
        )
        append(
            KIND,
            revision.pk,
            "open",
            "",
            DRAFT,
            by=by,
            role=Role.CATALOGUE_KEEPER,
            at=revision.opened_at,
        )
    return revision


def propose(
    *,
    revision: Revision,
    kind: str,
    content: EntryContent,
    by: Account,
    entry: CatalogueEntry | None = None,
    reason: str = "",
    origin: str = "",
) -> Change:
    """Add, change or remove one entry; proposing the same entry again replaces what was said.

    `origin` names the cell of a table that it came from. A scope check that was signed for
    another text is void. Errors: Refused.
    """
    proposed = Proposed(kind, content, entry, reason, origin)
    return propose_all(revision=revision, proposed=[proposed], by=by)[0]


def propose_all(*, revision: Revision, proposed: Sequence[Proposed], by: Account) -> list[Change]:
    """Propose many entries at once, with as many statements as for one. Errors: Refused."""
    if any(one.kind not in ("add", "change", "remove") for one in proposed):
        raise Refused.because("kind_unknown", "只能新增、变更或者取消。", cure="选其中一种。")
    with transaction.atomic():
        held = _held_draft(revision, by)
        entries = [one.entry.pk for one in proposed if one.entry is not None]
        latest = latest_versions(entries)
        earlier = {one.entry_id: one for one in held.changes.filter(entry__in=entries)}
        last = held.changes.aggregate(last=Max("position"))["last"] or 0
        changes = []
        for one in proposed:
            base = _base(held, one, latest)
            known = earlier.get(one.entry.pk) if one.entry else None
            if known is None:
                last += 1
                known = Change(revision=held, position=last)
            known.kind, known.entry, known.base = one.kind, one.entry, base
            known.item = one.entry.item if one.entry else None
            known.reason, known.origin = one.reason.strip(), one.origin[:120]
            _rewrite(known, one.content)
            changes.append(known)
        Change.objects.bulk_create([one for one in changes if one.pk is None], batch_size=_AT_ONCE)
        Change.objects.bulk_update(list(earlier.values()), _PROPOSED_FIELDS, batch_size=_AT_ONCE)
    return changes


def rewrite(*, change: Change, content: EntryContent, reason: str, by: Account) -> Change:
    """Write one change anew; its scope check has to be signed again if the text changed."""
    with transaction.atomic():
        _held_draft(change.revision, by)
        change = locked(Change, change.pk)
        change.reason = reason.strip()
        _rewrite(change, content)
        change.save()
    return change


def drop(*, change: Change, by: Account) -> None:
    """Take a change out of a draft."""
    with transaction.atomic():
        _held_draft(change.revision, by)
        change.delete()


def check_scope(*, change: Change, answers: Checklist, by: Account) -> Change:
    """Sign the scope check of one change: by whom, when, with every answer and what follows."""
    with transaction.atomic():
        held = _held_draft(change.revision, by)
        change = locked(Change, change.pk)
        change.checklist = answers.model_dump(mode="json")
        change.checklist["touches"] = sorted(answers.touches)
        change.checked_at, change.checked_by = timezone.now(), by
        change.findings = [one.as_json() for one in examine_change(held, change)]
        change.save()
    return change


def describe(
    *, revision: Revision, title: str, grounds: str, specialised: bool, by: Account
) -> Revision:
    """Write title, grounds and whether the matter is specialised or technical (ORD21-4.2f)."""
    with transaction.atomic():
        held = _held_draft(revision, by)
        if not title.strip() or len(title) > 120:
            raise Refused.because(
                "title_wrong", "标题没有写，或者超过120个字。", cure="用一句话写明这次改什么。"
            )
        held.title, held.grounds, held.specialised = title.strip(), grounds.strip(), specialised
        held.save(update_fields=["title", "grounds", "specialised"])
    return held


def attach_grounds(*, revision: Revision, content: bytes, by: Account) -> Document:
    """File a document on which the revision rests; Refused for a file that cannot be read."""
    with transaction.atomic():
        held = _held_draft(revision, by)
        document = received(content, kind="grounds", title=f"依据文件（{held.number}）")
        document.created_at, document.created_by = timezone.now(), by
        document.save()
        held.grounds_documents.add(document)
    return document


def abandon(*, revision: Revision, reason: str, by: Account) -> Revision:
    """Give up a draft; it stays readable."""
    with transaction.atomic():
        held = locked(Revision, revision.pk)
        moves = table(held.policy, held.facts)
        roles = access.roles_in(by, held, timezone.localdate())
        role = must_be_allowed(moves, "abandon", held.status, roles)
        move(held, moves, "abandon", by=by, role=role, at=timezone.now(), reason=reason)
    return held


def _held_draft(revision: Revision, by: Account) -> Revision:
    """The draft, locked; Refused once it was handed in and for anybody but its keepers."""
    held = locked(Revision, revision.pk)
    roles = access.roles_in(by, held, timezone.localdate())
    if Role.CATALOGUE_KEEPER not in roles:
        raise Refused.because(
            "not_your_move", "只有本单位的清单管理人员可以改。", cure="请用有这个职责的账号登录。"
        )
    if held.status != DRAFT:
        raise Refused.because(
            "not_a_draft",
            f"这份修订{held.status_in_words}，不能再改。",
            cure="要改的，请审核人员退回；已经公布的，另起一份动态调整。",
        )
    return held


def _base(
    revision: Revision, proposed: Proposed, latest: Mapping[int, EntryVersion]
) -> EntryVersion | None:
    entry, kind = proposed.entry, proposed.kind
    if entry is None:
        if kind != "add":
            raise Refused.because(
                "entry_missing", "要变更或者取消的是哪一项没有写明。", cure="从现行清单里选。"
            )
        return None
    item = entry.item
    if item.catalogue_id != revision.catalogue_id or item.agency_id != revision.agency_id:
        raise Refused.because(
            "entry_of_another", "这一项不是本单位的。", cure="只能改本单位自己的清单。"
        )
    standing = latest.get(entry.pk)
    name = proposed.content.proof.name
    if kind == "add" and standing and standing.effective_until is None:
        raise Refused.because(
            "entry_stands_already", f"“{name}”已经在清单里。", cure="改成“变更”。"
        )
    if kind != "add" and (standing is None or standing.effective_until is not None):
        raise Refused.because(
            "entry_not_in_force", f"“{name}”已经不在现行清单里。", cure="改成“新增”。"
        )
    return standing


def latest_versions(entries: Collection[int]) -> dict[int, EntryVersion]:
    """The newest version of each entry, in force or not yet, in one query."""
    newest = EntryVersion.objects.filter(entry__in=entries).order_by("entry_id", "-number")
    return {one.entry_id: one for one in newest.distinct("entry_id")}


def _rewrite(change: Change, content: EntryContent) -> None:
    written = content.model_dump(mode="json")
    if change.kind != "remove" and _by_commitment(content):
        written["disclosure"] = disclosed_as(change.revision.policy, content.disclosure)
    if written != change.content:
        change.checklist, change.findings = {}, []
        change.checked_at = change.checked_by = None
    change.content = written


def _by_commitment(content: EntryContent) -> bool:
    return Substitution.COMMITMENT in (content.substitution, *content.alternatives)


def _next_number(catalogue: Catalogue) -> str:
    """ORD23-XG-2026-000042: list, 修改, year, running number. Gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('revision_number')")
        (number,) = cursor.fetchone()
    return f"{catalogue.prefix}-XG-{timezone.localdate():%Y}-{number:06d}"
