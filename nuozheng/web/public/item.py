"""One service: every proof, how it is met and why, the guide, and the blank letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuozheng.applications.actions.open import versions_in_force
from nuozheng.catalogue.adjustment.succession import handled_by
from nuozheng.catalogue.guides.publishing import guide_in_force
from nuozheng.catalogue.letters import template_in_force
from nuozheng.catalogue.models import Catalogue, EntryVersion, LetterTemplate, ServiceItem
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.vocabulary import PartyKind, Substitution
from nuozheng.web.notice_rows import notice_rows
from nuozheng.web.periods import time_to_decide
from nuozheng.web.public.places import catalogue_or_404

_UNCHECKED, _PROPOSED = ("unverified", "page-stated"), "proposal"
_GUIDE = ("choice", "excluded", "withdrawal", "liability", "verification", "remedies")


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One proof of the service as the list publishes it."""

    version: EntryVersion
    findings: tuple[Finding, ...]

    @property
    def way(self) -> Substitution:
        return Substitution(self.version.substitution)

    @property
    def others(self) -> tuple[Substitution, ...]:
        return tuple(Substitution(way) for way in self.version.alternatives)

    @property
    def cautions(self) -> list[str]:
        """What of this row is not yet certain, for readers who rely on it."""
        honesty = self.version.honesty
        said = [
            (honesty.get("basis_check"), _("依据的条文还没有与公布文本逐字核对")),
            (honesty.get("liability_check"), _("责任的条文还没有与公布文本逐字核对")),
        ]
        found = [text for check, text in said if check in _UNCHECKED]
        if honesty.get("conditions") == _PROPOSED:
            found.append(_("承诺的条件是建议稿，待主管部门审核"))
        if honesty.get("classification") == _PROPOSED:
            found.append(_("解决的办法、核查的办法是建议，待主管部门审核"))
        return found

    @property
    def told(self) -> Finding | None:
        """The sentence that says how it is met."""
        return next((one for one in self.findings if one.key.startswith("disposed_by_")), None)

    @property
    def reasons(self) -> list[Finding]:
        """The rules that were examined, except the sentence itself and what does not apply."""
        return [
            one
            for one in self.findings
            if one is not self.told and one.outcome is not Outcome.NOT_APPLICABLE
        ]


@require_safe
def show_item(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    """What is asked for, what is not, why, and how to go about it."""
    catalogue = catalogue_or_404(request, slug)
    item = item_or_404(catalogue, item_id)
    rows = [ProofRow(one, stored_findings(one.scope_findings)) for one in versions_in_force(item)]
    ways = [row.way for row in rows]
    template = _template(item) if any(row.version.may_commit for row in rows) else None
    content: Mapping[str, Any] = template.content if template else {"items": []}
    return render(
        request,
        "web/public/item.html",
        {
            "catalogue": catalogue,
            "policy": catalogue.policy,
            "item": item,
            "handled": handled_by(item),
            "rows": rows,
            "ways": ways,
            "summary": _summary(ways),
            "to_bring": [row for row in rows if row.way is Substitution.RETAINED],
            "template": template,
            "letters": _letters(item) if template else [],
            "notice": notice_rows(content),
            "guide": {one["key"]: one for one in content["items"] if one["key"] in _GUIDE},
            "kinds": _kinds(item),
            "service_guide": guide_in_force(item, timezone.localdate()),
            "period": time_to_decide(item),
        },
    )


def stored_findings(stored: Sequence[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Findings as they were filed with a version or a case."""
    return tuple(
        Finding(
            key=one["key"],
            outcome=Outcome(one["outcome"]),
            detail=one["detail"],
            basis=tuple(one.get("basis", ())),
            cure=one.get("cure", ""),
            appeal=one.get("appeal", ""),
        )
        for one in stored
    )


def item_or_404(catalogue: Catalogue, item_id: int) -> ServiceItem:
    found = catalogue.items.select_related("agency").filter(pk=item_id).first()
    if found is None:
        raise Http404(str(item_id))
    found.catalogue = catalogue
    return found


def _template(item: ServiceItem) -> LetterTemplate | None:
    try:
        return template_in_force(item, timezone.localdate())
    except Refused:
        return None


def _letters(item: ServiceItem) -> list[LetterTemplate]:
    """Every version of the letter, the newest first, without its text."""
    return list(item.letter_templates.defer("content").order_by("-number"))


def _summary(ways: Sequence[Substitution]) -> str:
    """取消2份，从数据里查3份…: what becomes of the proofs, in one sentence."""
    words = {
        Substitution.CANCELLED: _("取消%(count)s份"),
        Substitution.DATA_SHARING: _("从数据里查%(count)s份"),
        Substitution.COMMITMENT: _("您书面承诺%(count)s份"),
        Substitution.AGENCY_VERIFICATION: _("我们向别的部门核验%(count)s份"),
        Substitution.OTHER: _("我们自己核实%(count)s份"),
    }
    said = [word % {"count": ways.count(way)} for way, word in words.items() if way in ways]
    return "，".join(said) + "。" if said else ""


def _kinds(item: ServiceItem) -> str:
    words = {PartyKind.PERSON: _("个人"), PartyKind.COMPANY: _("企业和其他组织")}
    return "、".join(str(words[PartyKind(kind)]) for kind in item.applicant_kinds)
