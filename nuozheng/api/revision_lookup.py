"""Find a revision, its changes and its letters, if the caller may see them."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from nuozheng.api.lookup import today
from nuozheng.catalogue.models import Catalogue, CatalogueEntry
from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.catalogue.wording.letter import DraftedLetter, drafted
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.services import service_of
from nuozheng.evidence.moves import locked
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account, Agency

_BASE = ("base__entry__item__agency", "base__entry__proof", "checked_by")


def revisions(account: Account) -> QuerySet[Revision]:
    """Every revision that the account may see, latest first."""
    seen = access.visible_to(account, today())
    return seen.select_related("catalogue", "agency", "opened_by").order_by("-opened_at", "-pk")


def revision_of(account: Account, number: str) -> Revision:
    """One of them by its number; Http404 for all others."""
    found = revisions(account).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def changes_of(revision: Revision) -> QuerySet[Change]:
    return revision.changes.select_related(*_BASE, "revision").order_by("position")


def change_of(revision: Revision, id: int) -> Change:
    """One change of the revision; Http404 for a change of another."""
    found = changes_of(revision).filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def entry_named(id: int) -> CatalogueEntry:
    """An entry named in a body; everybody may read lists, so that a wrong id is told."""
    found = CatalogueEntry.objects.select_related("item__agency", "proof").filter(pk=id).first()
    if found is None:
        raise Refused.because("input.entry", "清单里没有这一项。", cure="请从清单里查entry的编号。")
    return found


def kept_part(account: Account, slug: str, agency: int | None) -> tuple[Catalogue, Agency]:
    """The part of a list that the account keeps; the agency may be left out where it is clear."""
    kept = [one for one in access.kept_lists(account, today()) if one[0].slug == slug]
    fitting = [one for one in kept if agency in (None, one[1].pk)]
    if len(fitting) == 1:
        return fitting[0]
    if not kept:
        raise Refused.because(
            "input.list", "这份清单没有由您管理的部分。", cure="请用本单位清单管理人员的密钥。"
        )
    parts = "、".join(f"{one.pk}（{one.name}）" for _list, one in kept[:20])
    raise Refused.because("input.agency", "要写明是哪个单位的部分。", cure=f"您管理的：{parts}。")


def letter_of(revision: Revision, service: str) -> tuple[DraftedLetter, LetterDraft | None]:
    """The letter of a service that the revision touches, with its draft once it was opened."""
    found = service_of(revision, service, today())
    if found is None or not found.needs_letter:
        raise Http404
    draft = LetterDraft.objects.filter(revision=revision, service=service).first()
    if draft is not None:
        draft.revision = revision
    return drafted(revision.policy, found, draft), draft


def held(revision: Revision) -> Revision:
    """The revision as it is now, locked until the transaction ends."""
    assert transaction.get_connection().in_atomic_block
    return locked(Revision, revision.pk)
