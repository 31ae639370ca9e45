"""How far sources stray from the truth, in stated shares, so that errors can be counted."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from nuozheng.gateways.sources.protocol import AttributeValue
from nuozheng.gateways.sources.registry import Attribute, Source
from nuozheng.sandbox.dice import Dice
from nuozheng.sandbox.facts import Facts
from nuozheng.sandbox.places import GIVEN


class Flaw(StrEnum):
    """What is the matter with a record."""

    NONE = "none"
    WRONG = "wrong"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Share:
    """Shares 0–1 among the subjects of whom the source should hold a record; they exclude."""

    wrong: float = 0.0
    missing: float = 0.0
    ambiguous: float = 0.0
    stale: float = 0.0

    def __post_init__(self) -> None:
        parts = (self.wrong, self.missing, self.ambiguous, self.stale)
        if min(parts) < 0 or sum(parts) > 1:
            raise ValueError("shares lie between 0 and 1 and add up to at most 1")

    def flaw(self, throw: float) -> Flaw:
        """The flaw that a throw 0–1 falls on."""
        for kind in (Flaw.WRONG, Flaw.MISSING, Flaw.AMBIGUOUS, Flaw.STALE):
            throw -= self.of(kind)
            if throw < 0:
                return kind
        return Flaw.NONE

    def of(self, kind: Flaw) -> float:
        """The share of one flaw; what remains is NONE."""
        parts = {
            Flaw.WRONG: self.wrong,
            Flaw.MISSING: self.missing,
            Flaw.AMBIGUOUS: self.ambiguous,
            Flaw.STALE: self.stale,
        }
        return parts[kind] if kind in parts else 1 - sum(parts.values())


@dataclass(frozen=True, slots=True)
class Shares:
    """Stated shares by source. They are assumptions of the sandbox, measured nowhere."""

    household: Share = Share(0.004, 0.003, 0.002, 0.010)
    marriage: Share = Share(0.006, 0.030, 0.004, 0.010)
    property: Share = Share(0.010, 0.020, 0.006, 0.020)
    education: Share = Share(0.004, 0.040, 0.002, 0.005)
    qualification: Share = Share(0.010, 0.050, 0.004, 0.030)
    tax: Share = Share(0.010, 0.010, 0.001, 0.030)
    social_insurance: Share = Share(0.010, 0.010, 0.002, 0.040)
    company: Share = Share(0.008, 0.004, 0.001, 0.010)
    criminal_record: Share = Share(0.001, 0.002, 0.004, 0.005)
    family_economy: Share = Share(0.020, 0.030, 0.005, 0.060)
    vehicle: Share = Share(0.006, 0.010, 0.002, 0.010)

    def of(self, source: str) -> Share:
        share: Share = getattr(self, source)
        return share


@dataclass(frozen=True, slots=True)
class Record:
    """What a source says on a day: found, not_found or ambiguous; `flaw` is for counting only."""

    status: str
    as_of: date
    attributes: Facts = field(default_factory=dict)
    flaw: Flaw = Flaw.NONE


def kept_record(
    dice: Dice, source: Source, share: Share, truth: Facts | None, today: date
) -> Record:
    """What the source keeps of the truth; nothing, rightly, where the truth is None."""
    recent = today - timedelta(dice.among(0, 2))
    if truth is None:
        return Record("not_found", recent)
    match flaw := share.flaw(dice.random()):
        case Flaw.MISSING:
            return Record("not_found", recent, flaw=flaw)
        case Flaw.AMBIGUOUS:
            return Record("ambiguous", recent, flaw=flaw)
        case Flaw.WRONG:
            return Record("found", recent, distorted(dice, source, truth), flaw)
        case Flaw.STALE:
            old = today - timedelta(source.freshness_days + dice.among(30, 900))
            kept = distorted(dice, source, truth) if dice.happens(0.5) else truth
            return Record("found", old, kept, flaw)
    return Record("found", recent, truth)


def distorted(dice: Dice, source: Source, truth: Facts) -> Facts:
    """The facts with one value wrong in a way that its kind allows."""
    held = [(name, value) for name, value in truth.items() if value is not None]
    name, value = dice.one_of(held)
    return truth | {name: _wrong_value(dice, source.attributes[name], value)}


def _wrong_value(dice: Dice, attribute: Attribute, value: AttributeValue) -> AttributeValue:
    match attribute.kind:
        case "yes_no":
            return not value
        case "choice":
            return dice.one_of([option for option in attribute.options if option != value])
        case "date":
            moved = timedelta(dice.among(30, 900))
            return (date.fromisoformat(str(value)) - moved).isoformat()
        case "number":
            return _wrong_number(dice, value)
    text = str(value)
    if text[-1].isdigit():
        return f"{text[:-1]}{(int(text[-1]) + dice.among(1, 9)) % 10}"
    return text[:-1] + dice.one_of([mark for mark in GIVEN if mark != text[-1]])


def _wrong_number(dice: Dice, value: AttributeValue) -> AttributeValue:
    true = float(value)
    if true < 20:
        wrong = true + 1 if true < 1 or dice.happens(0.5) else true - 1
    else:
        wrong = true * (0.85 - 0.25 * dice.random() if dice.happens(0.5) else 1.2 + dice.random())
    return round(wrong) if isinstance(value, int) else round(wrong, 2)
