"""What a letter tells of one service: the facts and words that its model's sentences are given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from nuozheng.catalogue.models import EntryVersion, ServiceItem
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import sentence
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.disposition import DECLINED_WORD
from nuozheng.law.letter_model import LetterModel, Told, Written, letter_model, write_item
from nuozheng.law.policy import Policy

LICENCE = "行政许可"


@dataclass(frozen=True)
class Composer:
    """Writes each item for one service of one place, as the place's model letter says it."""

    policy: Policy
    item: ServiceItem
    versions: Sequence[EntryVersion]

    @cached_property
    def model(self) -> LetterModel:
        return letter_model(self.policy)

    @property
    def title(self) -> str:
        """With the name of the matter (ORD21-A1)."""
        return self.model.titled(self.item.name)

    def write(self, key: str) -> Written:
        wanted = next(one for one in self.model.item if one.key == key)
        return write_item(self.model, self.policy, wanted, self._told)

    def facts(self) -> dict[str, object]:
        """What the examination of the notice asks besides its texts."""
        return {
            "is_licence": self.item.kind == LICENCE,
            "licence_conditions": "；".join(self._condition_lines()),
            "materials": "、".join(version.entry.proof.name for version in self.versions),
            "disclosed": self._disclosed(),
            "disclosure_scope": self._disclosed_part("scope"),
            "disclosure_until": self._disclosed_part("until"),
            "basis_in_force": True,
            "fees_not_refunded": not self.policy.consequences.fees_refunded.value,
        }

    @cached_property
    def _told(self) -> Told:
        holds = {
            "uses_stated": any(version.content for version in self.versions),
            "some_compulsory": any(version.mandatory for version in self.versions),
            "agents_may": self.policy.applicants.agent_commitment.value
            and all(version.agent_allowed for version in self.versions),
            "sources_asked": bool(self._sources()),
            "disclosed": self._disclosed(),
        }
        return Told(
            facts=frozenset(fact for fact, held in holds.items() if held),
            blanks=self._blanks(),
            each={
                "use": [_of(version, use=version.content) for version in self.versions],
                "basis": [_of(version, basis=_basis(version)) for version in self.versions],
                "condition": [
                    {"number": str(number), "sentence": line}
                    for number, line in enumerate(self._condition_lines(), start=1)
                ],
                "manual_check": [{"how": how.rstrip("。")} for how in self._manual_checks()],
            },
        )

    def _blanks(self) -> dict[str, str]:
        rules, applicants = self.policy.consequences, self.policy.applicants
        return {
            "item": self.item.name,
            "item_kind": self.item.kind,
            "agency": self.item.agency.name,
            "proofs": _titles(self.versions),
            "compulsory": _titles(version for version in self.versions if version.mandatory),
            "proof_count": str(len(self.versions)),
            "condition_count": str(len(self._condition_lines())),
            "declined_reasons": "、".join(
                DECLINED_WORD[key] for key in applicants.fallback_reasons.value
            ),
            "sources": "、".join(self._sources()),
            "days_after_decision": str(self.policy.verification.after_decision_days.value),
            "liabilities": "".join(self._liabilities()),
            "measures": "、".join(MEASURE_WORD[kind] for kind in rules.measures.value),
            "disclosure_scope": self._disclosed_part("scope"),
            "disclosure_until": self._disclosed_part("until"),
            "statement_days": str(rules.statement_days.value),
        }

    def _condition_lines(self) -> list[str]:
        return [
            sentence(condition, {}, blank="＿＿")
            for version in self.versions
            for condition in version.condition_set.conditions
        ]

    def _manual_checks(self) -> Iterable[str]:
        return dict.fromkeys(
            condition.attested.how
            for version in self.versions
            for condition in version.condition_set.conditions
            if condition.attested
        )

    def _sources(self) -> list[str]:
        return list(
            dict.fromkeys(
                registry()[operand.source].title
                for version in self.versions
                for condition in version.condition_set.conditions
                for comparison in condition.comparisons
                for operand in comparison.sources
            )
        )

    def _liabilities(self) -> Iterable[str]:
        return dict.fromkeys(
            _with_basis(version.liability.rstrip("。"), version.liability_basis)
            for version in self.versions
            if version.liability
        )

    def _disclosed(self) -> bool:
        return any(version.disclosure.get("disclosed") for version in self.versions)

    def _disclosed_part(self, part: str) -> str:
        return next(
            (
                str(version.disclosure[part])
                for version in self.versions
                if version.disclosure.get(part)
            ),
            "",
        )


def _of(version: EntryVersion, **said: str) -> dict[str, str]:
    return {"proof": version.entry.proof.name, **said}


def _basis(version: EntryVersion) -> str:
    return f"{version.legal_basis}{version.article}" if version.legal_basis else ""


def _titles(versions: Iterable[EntryVersion]) -> str:
    """The proofs as titles, which rules on wording never look into."""
    return "".join(f"《{version.entry.proof.name}》" for version in versions)


def _with_basis(liability: str, basis: str) -> str:
    return f"{liability}（{basis}）。" if basis else f"{liability}。"
