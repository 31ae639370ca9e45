"""The cases of the demonstration: one scene each, in every state, by the acts themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from nuozheng.applications.models import Application
from nuozheng.law.procedure import RecordStatus, UntruthStatus
from nuozheng.sandbox import afterwards as after
from nuozheng.sandbox import scene_acts as play
from nuozheng.sandbox.afterwards import Verdict
from nuozheng.sandbox.scene_acts import Acts
from nuozheng.sandbox.stage import Stage

CERTIFICATE_FREE = "ordos-2023"
_THERE: Mapping[str, str] = {
    "sv-095": "sv-112", "sv-056": "sv-085", "sv-111": "sv-113", "sv-027": "sv-112",
    "sv-065": "sv-126", "sv-052": "sv-125", "sv-061": "sv-081", "sv-084": "sv-089",
}  # fmt: skip
"""Where shared data answer first, services whose proofs are not shared show the promise."""

_TOLD = {"sv-039", "sv-201"}
"""Services that only the stories apply for."""


@dataclass(frozen=True)
class Scene:
    """One case: what for, by whom, and what happens. Scenes of rank 2 build on those of rank 1."""

    key: str
    item: str
    who: str
    acts: Acts
    agent: str = ""
    rank: int = 1

    def make(self, stage: Stage) -> bool:
        """Play it in one transaction; False where it was played before."""
        by = stage.accounts[self.agent] if self.agent else stage.speaker(self.who)
        opening = opening_key(stage.slug, self.key)
        if Application.objects.filter(opened_by=by, opening_key=opening).exists():
            return False
        with transaction.atomic():
            if self.rank > 1:
                _register_the_false_promise(stage)
            case = stage.open(self.item, self.who, opening, self.agent)
            self.acts(stage, case)
        return True


def opening_key(slug: str, scene: str) -> str:
    return f"demo-{slug}-{scene}"


def _register_the_false_promise(stage: Stage) -> None:
    """The next case of the same person meets the bar."""
    case = Application.objects.get(
        opened_by=stage.speaker("contradicted"), opening_key=opening_key(stage.slug, "false")
    )
    if after.record_of(case).status == RecordStatus.PROPOSED:
        after.put_on_record(stage, case)


_SCENES = (
    Scene("draft", "sv-111", "honest", play.draft),
    Scene("noticed", "sv-001", "honest", play.noticed),
    Scene("submitted", "sv-056", "wronged", play.demanded),
    Scene("completion", "sv-095", "unknown", play.asked_to_complete),
    Scene("withdrawn", "sv-095", "honest", play.withdrawn),
    Scene("accepted", "sv-056", "honest", play.accepted, agent="agent"),
    Scene("kept", "sv-027", "honest", play.kept),
    Scene("granted", "sv-065", "honest_company", play.granted),
    Scene("refused", "sv-061", "ambiguous", play.refused),
    Scene("abandoned", "sv-111", "unknown", play.abandoned),
    Scene("opened", "sv-056", "unknown", play.opened),
    Scene("told", "sv-084", "honest_company", play.told),
    Scene("heard", "sv-095", "wronged", play.heard),
    Scene("dismissed", "sv-111", "wronged", play.dismissed),
    Scene("untrue", "sv-052", "false_company", play.found(Verdict(UntruthStatus.UNTRUE))),
    Scene("wilful", "sv-065", "false_company", play.found(Verdict(UntruthStatus.FALSE))),
    Scene("ended", "sv-056", "false_representative", play.ended_before_decision),
    Scene("false", "sv-095", "contradicted", play.false_and_ended),
    Scene("repaired", "sv-056", "representative", play.repaired),
    Scene("repair", "sv-056", "ambiguous", play.repair_asked, rank=2),
    Scene("barred", "sv-056", "contradicted", play.draft, rank=2),
)
SERVICES = frozenset({scene.item for scene in _SCENES} | set(_THERE.values()) | _TOLD)
"""The services that the demonstration's staff handle."""


def scenes_of(slug: str) -> tuple[Scene, ...]:
    """The scenes of one list.

    Where nothing may be asked of anybody, nobody completes anything; and there a record made
    under the same place's other list already bars whoever asks for repair.
    """
    if slug != CERTIFICATE_FREE:
        return _SCENES
    return tuple(
        Scene(one.key, _THERE.get(one.item, one.item), one.who, one.acts, one.agent, one.rank)
        for one in _SCENES
        if one.key not in ("completion", "repair")
    )
