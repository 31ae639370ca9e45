"""Measures that have to be told before they are taken."""

from typing import Any

from nuozheng.verification.afterwards.intend import answer_intention, intend
from nuozheng.verification.afterwards.models import IntendedMeasure
from nuozheng.verification.afterwards.telling import Intention
from nuozheng.verification.models import UntruthFinding
from tests.world import Case

FINE: dict[str, Any] = {
    "measure": "penalise",
    "content": "罚款五百元",
    "legal_basis": "《示例条例》第二条",
    "reasons": "承诺的内容与登记不一致，没有从轻的情形。",
    "penalty_kind": "fine",
    "amount_yuan": 500,
}


def told(case: Case, finding: UntruthFinding, **fields: Any) -> IntendedMeasure:
    """A measure told to the person; a small fine unless `fields` say otherwise."""
    return intend(finding=finding, by=case.officer, wanted=Intention(**(FINE | fields)))


def told_and_answered(case: Case, finding: UntruthFinding, **fields: Any) -> IntendedMeasure:
    """Told, and answered without asking for a hearing."""
    return answer_intention(
        intended=told(case, finding, **fields),
        by=case.by,
        text="没有意见",
        forgoes_hearing=True,
    )
