"""The whole way in each of the five lists: from opening to the decision, without a counter."""

import pytest

from nuozheng.applications.letter import letter_document
from nuozheng.applications.models import Channel, ProofStatus
from nuozheng.law.procedure import ApplicationStatus
from tests.world import Worlds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("slug", "who"),
    [
        ("ordos-2021", "honest"),
        ("ordos-2023", "honest"),
        ("xian-baqiao-2021", "honest"),
        ("huainan-maoji-2021", "honest_company"),
        pytest.param("lianyungang-2019", "honest_company", marks=pytest.mark.clause("LYG19-1.5b")),
    ],
)
def test_granted_without_appearing_anywhere(world: Worlds, slug: str, who: str) -> None:
    case = world(slug).opened(who).granted()
    application = case.application
    assert application.status == ApplicationStatus.GRANTED
    assert application.channel == Channel.WEB
    assert {proof.status for proof in case.proofs()} == {ProofStatus.SETTLED}
    assert application.decision_document is not None
    acts = [move.act for move in case.moves()]
    assert acts[0] == "open" and acts[-1] == "grant"
    if "sign" in acts:
        assert letter_document(application.commitment.pk).intact
        assert acts.index("notify") < acts.index("sign") < acts.index("accept")
