"""How a person earns and what the household owns: agreed on by every source that asks."""

from dataclasses import dataclass
from enum import StrEnum

from nuozheng.sandbox.dice import Dice
from nuozheng.sandbox.people import Person


class Occupation(StrEnum):
    MINOR = "minor"
    STUDENT = "student"
    EMPLOYED = "employed"
    TRADER = "trader"
    UNEMPLOYED = "unemployed"
    AT_HOME = "at_home"
    PENSIONER = "pensioner"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True)
class Livelihood:
    """Income in yuan a month, savings in yuan, months of contributions, count of vehicles."""

    occupation: Occupation
    monthly_income: int
    months_paid: int
    savings: int
    vehicles: int


_WORK = (
    (0.74, Occupation.EMPLOYED),
    (0.84, Occupation.TRADER),
    (0.93, Occupation.UNEMPLOYED),
    (1.0, Occupation.AT_HOME),
)


def livelihood(seed: int, person: Person) -> Livelihood:
    """The same for a seed and person, however often it is asked."""
    dice = Dice(seed, "livelihood", person.number)
    occupation = _occupation(dice, person)
    income = _income(dice, occupation)
    worked_years = min(max(person.age - 22, 0), 35)
    months = int(worked_years * 12 * dice.random()) if occupation is not Occupation.MINOR else 0
    grown = person.age >= 18 and person.alive
    return Livelihood(
        occupation=occupation,
        monthly_income=income,
        months_paid=months,
        savings=int(income * dice.random() ** 2 * 40) * grown,
        vehicles=(dice.happens(0.38) + dice.happens(0.07)) * (grown and income > 1500),
    )


def _occupation(dice: Dice, person: Person) -> Occupation:
    if not person.alive:
        return Occupation.DECEASED
    if person.age < 18:
        return Occupation.MINOR
    if person.age < 23 and dice.happens(0.7):
        return Occupation.STUDENT
    if person.age >= (55 if person.female else 60):
        return Occupation.PENSIONER if dice.happens(0.85) else Occupation.AT_HOME
    throw = dice.random()
    return next(kind for limit, kind in _WORK if throw < limit)


def _income(dice: Dice, occupation: Occupation) -> int:
    match occupation:
        case Occupation.EMPLOYED:
            return int(2200 + 9000 * dice.random() ** 2)
        case Occupation.TRADER:
            return int(1200 + 14000 * dice.random() ** 3)
        case Occupation.PENSIONER:
            return int(160 + 4200 * dice.random())
        case Occupation.AT_HOME:
            return int(600 * dice.random())
    return 0
