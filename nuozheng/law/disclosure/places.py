"""公示场所: which are screens and which are walls, and what proves that something hangs there."""

from nuozheng.law.answers import met, not_met
from nuozheng.law.disclosure.duty import Regime
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import PartyKind

_WALLS = ("场所", "大厅", "社区", "所在地", "委会", "窗口", "公告栏")


def is_wall(place: str) -> bool:
    """Whether a place is one where paper hangs: a hall, a community, a site, a village."""
    return any(word in place for word in _WALLS)


def places_of(policy: Policy, regime: Regime) -> tuple[str, ...]:
    """Where a letter is published; for what somebody shows willingly, what they may choose."""
    rule = policy.disclosure
    if regime is Regime.VOLUNTARY:
        return rule.voluntary_places.value or rule.places.value
    return rule.places.value


def places_basis(policy: Policy, regime: Regime) -> tuple[str, ...]:
    """The clauses that name the places."""
    rule = policy.disclosure
    own = regime is Regime.VOLUNTARY and rule.voluntary_places.value
    return rule.voluntary_places.clause if own else rule.places.clause


def chosen_places(policy: Policy, chosen: tuple[str, ...]) -> Finding:
    """主动在社区或相关政务服务场所、网站公开 (XBQ21-2.5g): only places that the text names."""
    key, open_ones = "place_is_offered", places_of(policy, Regime.VOLUNTARY)
    basis = places_basis(policy, Regime.VOLUNTARY)
    if chosen and set(chosen) <= set(open_ones):
        return met(key, "可以在这些地方公开。", basis)
    words = "、".join(open_ones)
    return not_met(
        key, f"自愿公开的地方只有：{words}。", basis, cure="从列出的地方里选，也可以一处都不选。"
    )


def posting_is_proved(place: str, *, has_photo: bool, receipt: str) -> Finding:
    """A wall wants a photograph, a screen its address or receipt (XBQ21-2.5g, LYG19-1.2.1c)."""
    key, basis = "posting_is_proved", ("XBQ21-2.5g", "LYG19-1.2.3a", "LYG19-1.2.1c")
    if is_wall(place):
        if has_photo:
            return met(key, "有张贴的照片。", basis)
        return not_met(
            key, f"还没有“{place}”张贴的照片。", basis, cure="拍一张看得清内容和地点的照片传上来。"
        )
    if has_photo or receipt.strip():
        return met(key, "有网址或者回执。", basis)
    return not_met(
        key, f"还没有“{place}”的网址或者回执号。", basis, cure="写上网址或者对方给的回执号。"
    )


def file_may_be_public(policy: Policy, kind: PartyKind) -> Finding:
    """信用档案向社会公开 (LYG19-1.2.1c): of companies; a person's only where the pack says so."""
    key, rule = "credit_file_may_be_public", policy.disclosure.credit_files_of
    of = rule.value
    if of == "all" or (of == "companies" and kind is PartyKind.COMPANY):
        return met(key, "可以公开。", rule.clause)
    who = "个人" if kind is PartyKind.PERSON and of == "companies" else "本地"
    return not_met(
        key, f"{who}的信用档案不公开。", (*rule.clause, "CN-PIPL-25"), cure="不用办理公示。"
    )


def dishonesty_has_basis(policy: Policy, kind: PartyKind, legal_basis: str) -> Finding:
    """对失信人员信息按规定向社会发布 (LYG19-2.2.4a): a person's only with a law that says so."""
    key = "dishonesty_has_basis"
    basis = (*policy.credit.blacklist_published.clause, "CN-GBF49-public")
    if kind is PartyKind.COMPANY or legal_basis.strip():
        return met(key, "有公布的依据。", basis)
    return not_met(
        key,
        "公布个人的失信信息，要有法律、法规或者党中央、国务院政策文件的明确依据，现在没有写。",
        basis,
        cure="写明哪部法律、法规的哪一条；没有依据的，选“不公示”。",
    )
