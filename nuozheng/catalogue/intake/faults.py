"""Every remark that a row may get: what is so, under which clause, what would mend it."""

from collections.abc import Sequence

from pydantic import ValidationError

from nuozheng.catalogue.inheritance.measures import Measures
from nuozheng.catalogue.intake.cleaning import code_doubt, code_fault, comparable
from nuozheng.catalogue.intake.fields import FIELDS, KIND_WORD
from nuozheng.catalogue.intake.remarks import Remark
from nuozheng.catalogue.intake.standing import Standing
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.law.findings import obstacles
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import ProofKind, Substitution

_CODE = "item.implementation_code"
_KIND_CLAUSE = {
    ProofKind.LEGAL_FACT: "ORD23-A2f",
    ProofKind.LEGAL_RELATION: "ORD23-A2g",
    ProofKind.QUALIFICATION: "ORD23-A2h",
    ProofKind.TITLE: "ORD23-A2i",
    ProofKind.OTHER_STATE: "ORD23-A2j",
}


def _annex(policy: Policy, clause: str) -> tuple[str, ...]:
    """The annex's own clause where the place has the annex, else that of its ways of meeting."""
    if "证明免提交方式" in policy.listing.annex_columns.value:
        return (clause,)
    return policy.scope.dispositions.clause


def other_unit(policy: Policy, unit: str) -> Remark:
    return Remark(
        "refused",
        "other_unit",
        f"这一行写的单位是“{unit}”，不是本单位；各单位只报自己的清单。",
        "unit",
        ("ORD21-4.2c",) if policy.place == "ordos" else (),
        "是本单位的，把单位名称写对；不是的，请那个单位自己报。",
    )


def nothing(key: str, policy: Policy) -> Remark:
    title = FIELDS[key].title
    return Remark(
        "refused", "nothing", f"没有写{title}。", key, _annex(policy, "ORD23-A2b"), f"补上{title}。"
    )


def self_made(proof: str, policy: Policy) -> Remark:
    return Remark(
        "refused",
        "self_made",
        f"“{proof}”是申请人自己写的材料，没有别的机构出具，不是“证明”，不列入清单。",
        "proof.name",
        policy.scope.body_types.clause,
        "列到申请材料里；确实由别的机构出具的，写明出具单位。",
    )


def of_code(code: str, standing: Standing, item_name: str) -> list[Remark]:
    """An empty code is refused where the annex has its column (ORD23-A2b), else told."""
    policy = standing.policy
    if not code:
        return [_no_code(standing, item_name)]
    if problem := code_fault(code):
        text = f"事项实施编码“{code}”用不了：{problem}。"
        cure = "在政务服务平台的事项页上复制编码，单元格设成文本格式再粘贴。"
        return [Remark("refused", "code_wrong", text, _CODE, _annex(policy, "ORD23-A2b"), cure)]
    known = standing.item_by_code.get(code)
    if known is not None and item_name and comparable(known.name) != comparable(item_name):
        text = f"这个编码在现行清单里是“{known.name}”，请核对是改了名称，还是编码写错了。"
        return [Remark("note", "code_of_another", text, _CODE)]
    if doubt := code_doubt(code):
        return [Remark("note", "code_doubtful", doubt, _CODE)]
    return []


def _no_code(standing: Standing, item_name: str) -> Remark:
    known = standing.item_by_name.get(comparable(item_name))
    if known is not None and known.implementation_code:
        cure = f"现行清单里这个事项的编码是{known.implementation_code}。"
    else:
        cure = "填写事项实施编码，在政务服务平台的事项页上可以查到。"
    wanted = "事项实施编码" in standing.policy.listing.annex_columns.value
    basis = _annex(standing.policy, "ORD23-A2b") if wanted else ()
    return Remark(
        "refused" if wanted else "note", "no_code", "没有写事项实施编码。", _CODE, basis, cure
    )


def near(entry: EntryContent) -> Remark:
    return Remark(
        "note",
        "near",
        f"现行清单里有相近的一条：{entry.item.name}，{entry.proof.name}。先按新增处理。",
        "proof.name",
        cure="是同一条的，点“改这一行”选“就是这一条”。",
    )


def twice(origin: str, policy: Policy) -> Remark:
    return Remark(
        "refused",
        "twice",
        f"和{origin}写的是同一个事项的同一份证明。",
        "proof.name",
        _annex(policy, "ORD23-A2b"),
        "只留一行；两行不一样的，留对的那一行。",
    )


def unreadable(key: str, title: str, text: str, why: str) -> Remark:
    said = text if len(text) <= 40 else f"{text[:40]}…"
    return Remark("refused", "unreadable", f"{title}写的是“{said}”，读不出来：{why}。", key)


def of_validation(error: ValidationError) -> list[Remark]:
    """Too long, too short, out of bounds: which field and by how much."""
    found = []
    for one in error.errors():
        loc = [str(step) for step in one["loc"] if not isinstance(step, int)]
        definition = FIELDS.get(".".join(loc[:2])) or FIELDS.get(loc[0] if loc else "")
        title = definition.title if definition else "内容"
        if one["type"] in ("string_too_short", "missing"):
            continue  # said already as missing
        bound = one.get("ctx", {}).get("max_length")
        text = f"{title}太长，最多{bound}个字。" if bound else f"{title}不对。"
        found.append(Remark("refused", "unfit", text, definition.key if definition else ""))
    return found


def kind_proposed(kind: ProofKind, policy: Policy) -> Remark:
    basis = (_KIND_CLAUSE[kind],) if policy.scope.proof_types.value else ()
    return Remark(
        "note", "kind_proposed", f"证明类型按名称拟定为“{KIND_WORD[kind]}”，请核对。", "", basis
    )


def no_kind(policy: Policy) -> Remark:
    return Remark(
        "refused",
        "no_kind",
        "没有写证明类型，从名称上也看不出来。",
        "proof.kind",
        policy.scope.proof_types.clause or ("ORD23-A2f",),
        f"在五类里选一类：{'、'.join(KIND_WORD.values())}。",
    )


def no_issuer(policy: Policy) -> Remark:
    return Remark(
        "note",
        "no_issuer",
        "没有写由哪个机构出具；提交审核以前要补上。",
        "proof.issuing_body",
        policy.scope.body_types.clause,
    )


def not_a_tick(key: str, cell: str, policy: Policy) -> Remark:
    return Remark(
        "refused",
        "not_a_tick",
        f"这一格写的是“{cell[:40]}”，看不出是不是打√。",
        key,
        _annex(policy, "ORD23-A2e"),
        "选的打√，不选的空着；只有“其他方式”写文字。",
    )


def no_way(policy: Policy) -> Remark:
    return Remark(
        "refused",
        "no_way",
        "没有选免提交方式。",
        "substitution",
        _annex(policy, "ORD23-A2e"),
        "在对应的一格打√。",
    )


def several_ways(found: Sequence[tuple[Substitution, str]], policy: Policy) -> Remark:
    ways = "、".join(way.chinese for way, _ in found)
    about = found[1][1]
    if Substitution.CANCELLED in [way for way, _ in found]:
        text = f"又选了直接取消，又选了代替的方式（{ways}）；取消了就不用代替。"
        return Remark(
            "refused",
            "cancelled_and_replaced",
            text,
            about,
            _annex(policy, "ORD23-A2c"),
            "只留一个√：取消，或者一种代替方式。",
        )
    return Remark(
        "refused",
        "several_ways",
        f"选了{len(found)}种方式：{ways}。一项证明定一种。",
        about,
        _annex(policy, "ORD23-A2d"),
        "只留最主要的一种；别的可以写在“备选方式”一列。",
    )


def other_way_unsaid(key: str, policy: Policy) -> Remark:
    return Remark(
        "refused",
        "other_way_unsaid",
        "选了其他方式，没有写具体怎样办。",
        key,
        _annex(policy, "ORD23-A2e"),
        "在这一格写明具体方式，例如“窗口查验身份证原件”。",
    )


_ABOUT = {
    "stands_on_the_register": "proof.name",
    "takes_no_longer": "item.decision_days",
    "lets_agents_as_above": "agent_allowed",
}
"""The field that a rule of inheritance is about; the way of being met where none is named."""


def of_measures(
    measures: Measures, content: EntryContent, base: EntryContent | None
) -> list[Remark]:
    """What the list above and the registers say of a row (MJ21-2.2.4b, XBQ21-2.1g)."""
    found = [
        Remark(
            "refused", one.key, one.detail, _ABOUT.get(one.key, "substitution"), one.basis, one.cure
        )
        for one in obstacles(measures.examine(content, base))
    ]
    source = measures.cancelled_by(content.item.name, content.proof.name)
    if source and not any(one.key == "was_not_cancelled_before" for one in found):
        text = f"“{content.proof.name}”已经由“{source}”取消过。"
        found.append(Remark("note", "cancelled_before", text, "substitution"))
    return found
