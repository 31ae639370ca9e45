"""缺少处罚规则的领域: matters without a penalty for a false promise, with what is proposed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from nuozheng.catalogue.export.cells import csv_file
from nuozheng.catalogue.models import Catalogue, EntryVersion, ServiceItem
from nuozheng.evidence.models import Move
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.afterwards.gaps import gap_of
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import UNTRUTH_FINDING
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.afterwards.models import RuleProposal
from nuozheng.verification.models import UntruthFinding

HEADER = ("事项编码", "事项", "事项类型", "领域", "单位", "遇到的件数", "立法修改建议")


@dataclass(frozen=True, slots=True)
class Gap:
    """A matter without a penalty rule, how often it was met, and what is proposed."""

    item: ServiceItem
    words: str
    met: int
    proposals: tuple[RuleProposal, ...]


def gaps_of(catalogue: Catalogue, search: str = "") -> list[Gap]:
    """The register of a list (XBQ21-3.1g); empty where the place keeps none.

    A matter has a rule where its own entry says so; 责任依据 of a proof is about liability in
    general and counts only where the material names a penalty.
    """
    policy, today = catalogue.policy, timezone.localdate()
    if not policy.consequences.penalty_gap_register.value:
        return []
    with_commitment = EntryVersion.objects.in_force(today).filter(
        entry__item__catalogue=catalogue, substitution="commitment"
    ) | EntryVersion.objects.in_force(today).filter(
        entry__item__catalogue=catalogue, alternatives__contains=["commitment"]
    )
    items = (
        ServiceItem.objects.filter(pk__in=with_commitment.values("entry__item"))
        .select_related("agency")
        .order_by("domain", "pk")
    )
    if search.strip():
        items = items.filter(name__icontains=search.strip())
    met, proposed = _met(catalogue), _proposed(catalogue)
    found = []
    for item in items:
        basis = ("有",) if item.has_penalty_basis else ()
        if (gap := gap_of(policy, item.kind, basis)) is not None:
            found.append(
                Gap(item, gap.detail, met.get(item.pk, 0), tuple(proposed.get(item.pk, ())))
            )
    return found


def propose_rule(*, item: ServiceItem, by: Account, text: str, addressed_to: str) -> RuleProposal:
    """Attach a legislative proposal. Errors: Refused for others and where there is no gap."""
    said, to = written(text, "建议"), written(addressed_to, "提交给", SHORT)
    catalogue = item.catalogue
    held = Membership.objects.filter(
        in_force(timezone.localdate()),
        account=by,
        role=Role.SUPERVISOR,
        agency__jurisdiction=catalogue.jurisdiction,
    )
    if not held.exists():
        raise Refused.because(
            "not_your_move",
            "立法修改建议由本地的监督人员提出。",
            cure="请用监督人员的账号登录。",
        )
    if gap_of(catalogue.policy, item.kind, ("有",) if item.has_penalty_basis else ()) is None:
        raise Refused.because(
            "no_penalty_gap",
            "这个事项不缺处罚规则，或者本地不登记。",
            *catalogue.policy.consequences.penalty_gap_register.clause,
            cure="请从列出的事项里选。",
        )
    if not said or not to:
        raise Refused.because(
            "proposal_is_whole",
            "还没有写建议，或者没有写提交给谁。",
            *catalogue.policy.consequences.penalty_gap_register.clause,
            cure="写明建议改哪部法规、规章的哪一条，提交给哪个机关。",
        )
    return RuleProposal.objects.create(
        item=item, text=said, addressed_to=to, proposed_by=by, proposed_at=timezone.now()
    )


def as_csv(gaps: Iterable[Gap]) -> bytes:
    """The register as a table that office programs open; formulas are not."""
    rows = (
        (
            one.item.implementation_code,
            one.item.name,
            one.item.kind,
            one.item.domain,
            one.item.agency.name,
            str(one.met),
            "；".join(f"{said.text}（提交{said.addressed_to}）" for said in one.proposals),
        )
        for one in gaps
    )
    return csv_file(HEADER, rows)


def _met(catalogue: Catalogue) -> dict[int, int]:
    """Findings that were closed without a penalty because no rule allows one, by item."""
    closed = Move.objects.filter(
        kind=UNTRUTH_FINDING.kind, act="close", detail__no_basis__contains="penalise"
    ).values_list("record_id", flat=True)
    rows = UntruthFinding.objects.filter(
        pk__in=closed, application__catalogue=catalogue
    ).values_list("application__item", flat=True)
    counts: dict[int, int] = {}
    for item in rows:
        counts[item] = counts.get(item, 0) + 1
    return counts


def _proposed(catalogue: Catalogue) -> dict[int, list[RuleProposal]]:
    found: dict[int, list[RuleProposal]] = {}
    rows = RuleProposal.objects.filter(item__catalogue=catalogue).select_related("proposed_by")
    for one in rows:
        found.setdefault(one.item_id, []).append(one)
    return found
