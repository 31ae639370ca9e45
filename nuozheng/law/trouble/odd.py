"""“奇葩”证明: nobody among those named to issue it could know what it says."""

from collections.abc import Iterable, Iterator

from nuozheng.law.trouble.demand import Demand, Found, Trouble
from nuozheng.law.trouble.register import Fact, bodies

_APPLICANT = frozenset({"applicant"})
_WITHOUT_OFFICE = frozenset({"committee", "newspaper"})
"""Bodies that hold no office: what only they are to write, nobody has registered."""


def odd(demands: Iterable[Demand]) -> Iterator[Found]:
    """Each demand that no issuing body could answer. Where it is unknown, nothing is said."""
    for one in demands:
        if one.carried and (why := _why(one)):
            yield Found(Trouble.ODD, (one.entry,), (_asked(one), *why))


def _why(one: Demand) -> tuple[str, ...]:
    if one.issued_by and one.issued_by <= _APPLICANT:
        return (f"出具单位写的是“{one.issuer}”。{bodies()['applicant'].reason}",)
    if not one.facts and one.issued_by and one.issued_by <= _WITHOUT_OFFICE:
        only = "、".join(bodies()[key].name for key in sorted(one.issued_by))
        return (f"只由{only}出具，别的单位都没有登记。", *_reasons(one))
    unknowable = [fact for fact in one.facts if not _somebody_knows(one, fact)]
    if not unknowable:
        return ()
    return tuple(sentence for fact in unknowable for sentence in _sentences(one, fact))


def _somebody_knows(one: Demand, fact: Fact) -> bool:
    """Whether a named body keeps or may know the fact; an unlisted name is given the benefit."""
    if not fact.kept_by and not fact.known_to:
        return False
    if one.issued_by & (fact.kept_by | fact.known_to):
        return True
    return any(not bodies()[key].keeps_no_register for key in one.issued_by) or not one.issued_by


def _asked(one: Demand) -> str:
    by = one.issuer or "没有写明的单位"
    return f"“{one.service}”要“{one.proof}”，由{by}出具。"


def _sentences(one: Demand, fact: Fact) -> Iterator[str]:
    if fact.reason:
        yield fact.reason
    elif "committee" in one.issued_by and fact.never_by:
        yield fact.never_by
    else:
        yield from _reasons(one) or (f"{one.issuer}不掌握{fact.name}。",)
    if fact.kept_by:
        keepers = "、".join(bodies()[key].name for key in sorted(fact.kept_by))
        yield f"{fact.name}由{keepers}登记，可以直接查询或者核验。"


def _reasons(one: Demand) -> list[str]:
    """Why each named body can't know it, as the register says."""
    named = (bodies()[key].reason for key in sorted(one.issued_by))
    return [reason for reason in named if reason]
