"""政府信息公开页的信息头: the fields that a place puts on top of what it publishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuozheng.catalogue.days import ListVersion
from nuozheng.catalogue.figures import Figures
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.models import Revision

IN_FORCE, NO_LONGER = "有效", "失效"


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a list as it was published: its ordinal within its year, and by what."""

    catalogue: Catalogue
    version: ListVersion
    ordinal: int
    figures: Figures
    revisions: Sequence[Revision] = ()


def information_head(published: Published) -> list[tuple[str, str]]:
    """The fields that the place demands, in its order, filled in; empty where it demands none.

    Source: LYG19-0b. The index number is given here, by list, year and ordinal. Errors: KeyError
    where a pack names a field that is none of the nine.
    """
    wanted = published.catalogue.policy.listing.information_head.value
    known = _fields(published) if wanted else {}
    return [(name, known[name]) for name in wanted]


def _fields(published: Published) -> dict[str, str]:
    catalogue, version = published.catalogue, published.version
    policy, counted = catalogue.policy, published.figures
    issuers = [one.agency.name for one in published.revisions] or list(policy.issuers)
    documents = [
        opinion.document_number
        for one in published.revisions
        for opinion in one.opinions.all()
        if opinion.document_number
    ] or [f"依据{policy.document}"]
    return {
        "索引号": f"{catalogue.prefix}/{version.on.year}-{published.ordinal:05d}",
        "信息分类": "政务服务／证明事项清单",
        "发布机构": "、".join(dict.fromkeys(issuers)),
        "发文日期": version.on.isoformat(),
        "文号": "、".join(dict.fromkeys(documents)),
        "主题词": "证明事项　告知承诺　清单",
        "信息名称": catalogue.title,
        "内容概览": (
            f"{counted.items}个事项的{counted.proofs}份证明，"
            f"{counted.spared}份不用申请人自己开，{counted.retained}份要提交。"
        ),
        "时效": _validity(version.until),
    }


def _validity(until: date | None) -> str:
    if until is None:
        return IN_FORCE
    return f"{NO_LONGER}（{until:%Y-%m-%d}止，已有新的一版）"
