"""Which way a row ticks or writes, and what is wrong with more than one or with none."""

from collections.abc import Mapping

from nuozheng.catalogue.intake import faults
from nuozheng.catalogue.intake.cleaning import is_ticked
from nuozheng.catalogue.intake.columns import TICK
from nuozheng.catalogue.intake.fields import read_way
from nuozheng.catalogue.intake.remarks import Remark
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Substitution

_WAYS = {f"{TICK}{way.value}": way for way in Substitution}


def chosen_way(
    fields: Mapping[str, str], policy: Policy, remarks: list[Remark]
) -> tuple[Substitution | None, str]:
    """The one way of a row and, for 其他方式, how; remarks say why there is none.

    “证明免提交方式”栏请在对应选项后打√，如通过其他方式提供，请填写具体方式 (ORD23-A2e);
    直接取消 and a substitute exclude one another (ORD23-A2c).
    """
    other_way = fields.get("other_way", "")
    found: list[tuple[Substitution, str]] = []
    for key, cell in fields.items():
        way = _WAYS.get(key)
        if way is None:
            continue
        ticked = is_ticked(cell)
        if ticked is None and way is Substitution.OTHER:
            other_way, ticked = cell.lstrip("√✓ ：:"), True
        elif ticked is None:
            ticked = "√" in cell or "✓" in cell
            if not ticked:
                remarks.append(faults.not_a_tick(key, cell, policy))
                return None, ""
        if ticked:
            found.append((way, key))
    written = fields.get("substitution", "")
    for word in filter(None, written.replace("，", "、").replace("/", "、").split("、")):
        try:
            way_read = read_way(word)
        except ValueError as error:
            remarks.append(faults.unreadable("substitution", "免提交方式", written, str(error)))
            return None, ""
        if way_read and way_read not in [way for way, _ in found]:
            found.append((way_read, "substitution"))
    return _single(found, other_way, policy, remarks)


def _single(
    found: list[tuple[Substitution, str]],
    other_way: str,
    policy: Policy,
    remarks: list[Remark],
) -> tuple[Substitution | None, str]:
    if not found:
        remarks.append(faults.no_way(policy))
        return None, ""
    if len(found) > 1:
        remarks.append(faults.several_ways(found, policy))
        return None, ""
    way, key = found[0]
    if way is not Substitution.OTHER:
        return way, ""
    if not other_way:
        remarks.append(faults.other_way_unsaid(key, policy))
        return None, ""
    return way, other_way
