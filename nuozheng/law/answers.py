"""The four answers that a rule can give, each with the clause it rests on."""

from collections.abc import Iterable

from nuozheng.law.findings import Finding, Outcome

OBJECTION = (
    "不同意的，可以向作出这一认定的部门当面或者书面说明、提出异议，也可以拨打12345投诉；"
    "属于行政复议受案范围的，可以自知道之日起60日内申请行政复议。"
)

ASK_REVIEWER = "请清单管理人员核对后修改；有异议的，提交本单位法制机构和司法行政部门审核。"


def met(key: str, detail: str, basis: Iterable[str] = ()) -> Finding:
    """The requirement is fulfilled."""
    return Finding(key, Outcome.MET, detail, tuple(basis))


def not_met(
    key: str, detail: str, basis: Iterable[str], *, cure: str, appeal: str = OBJECTION
) -> Finding:
    """An obstacle, never without what would put it right and where to object."""
    return Finding(key, Outcome.NOT_MET, detail, tuple(basis), cure, appeal)


def unknown(key: str, detail: str, basis: Iterable[str] = (), *, cure: str = "") -> Finding:
    """It could not be found out; that is never held against anybody."""
    return Finding(key, Outcome.UNKNOWN, detail, tuple(basis), cure)


def not_applicable(key: str, detail: str, basis: Iterable[str] = ()) -> Finding:
    """The rule has nothing to say about these facts."""
    return Finding(key, Outcome.NOT_APPLICABLE, detail, tuple(basis))
