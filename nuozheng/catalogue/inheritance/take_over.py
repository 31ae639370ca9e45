"""Take entries over from the list above, and keep the registers a list is based on."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.models import RegisteredProof
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion
from nuozheng.catalogue.revision.actions.draft import open_revision, propose
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence.moves import append
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account, Agency


def take_over(
    *, child: Catalogue, agency: Agency, entries: Sequence[CatalogueEntry], by: Account
) -> Revision:
    """Open a revision of a lower list with entries of the list above, each with its origin.

    Narrowing and adding are changes of that draft; it goes the lower list's own way to
    publication. Errors: Refused without a list above, for entries of another list, for entries
    not in force, and by open_revision.
    """
    above = child.parent
    if above is None:
        raise Refused.because(
            "no_list_above", "这份清单上面没有上级清单。", cure="先写明它的上级清单。"
        )
    if any(entry.item.catalogue_id != above.pk for entry in entries):
        raise Refused.because(
            "entry_not_above", "有的证明不在上级清单里。", cure="从上级清单里选。"
        )
    standing = {
        version.entry_id: version
        for version in EntryVersion.objects.in_force(timezone.localdate())
        .filter(entry__in=entries)
        .select_related("entry__item", "entry__proof")
    }
    if len(standing) < len(entries) or not entries:
        raise Refused.because(
            "entry_not_in_force", "有的证明不在上级的现行清单里。", cure="请刷新页面重新选。"
        )
    with transaction.atomic():
        revision = open_revision(
            catalogue=child, agency=agency, kind="list", title=f"承接《{above.title}》"[:120], by=by
        )
        for entry in entries:
            version = standing[entry.pk]
            propose(
                revision=revision,
                kind="add",
                content=_without_code(content_of(version)),
                origin=origin_of(above, version),
                by=by,
            )
    return revision


def origin_of(above: Catalogue, version: EntryVersion) -> str:
    """承接自《…》第2版: from which version of the list above an entry was taken over."""
    return f"承接自《{above.title[:80]}》第{version.number}版（{version.pk}）"


def register_proofs(
    *,
    catalogue: Catalogue,
    agency: Agency | None,
    names: Iterable[str],
    standing: str,
    source: str,
    by: Account,
) -> int:
    """Enter proofs in the register: kept by an agency, or cancelled by an earlier campaign.

    Errors: Refused for others than the agency's keeper or the place's justice reviewer, and
    without the source. How many were new.
    """
    roles = access.roles_in(by, catalogue, agency, timezone.localdate())
    if not roles:
        raise Refused.because(
            "not_your_move",
            "台账由本单位的清单管理人员和司法行政审核人员登记。",
            cure="请用有这个职责的账号登录。",
        )
    said = written(source, "来源", 120)
    if not said:
        raise Refused.because(
            "register_without_source", "没有写依据哪份文件或者台账。", cure="写明名称或者文号。"
        )
    now = timezone.now()
    with transaction.atomic():
        before = RegisteredProof.objects.count()
        RegisteredProof.objects.bulk_create(
            (
                RegisteredProof(
                    catalogue=catalogue,
                    agency=agency,
                    name=written(name, "证明名称", 120),
                    standing=standing,
                    source=said,
                    at=now,
                    by=by,
                )
                for name in names
                if name.strip()
            ),
            ignore_conflicts=True,
        )
        made = RegisteredProof.objects.count() - before
        append(
            "proof_register", catalogue.pk, standing, "", "registered", by=by, role=roles[0],
            at=now, detail={"count": made, "source": said},
        )  # fmt: skip
    return made


def _without_code(content: EntryContent) -> EntryContent:
    """The lower service has a code of its own, to be written in; the upper one is not its."""
    return content.model_copy(
        update={"item": content.item.model_copy(update={"implementation_code": ""})}
    )
