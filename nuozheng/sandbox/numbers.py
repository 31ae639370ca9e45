"""Valid numbers that nobody holds.

ID numbers start with a code that real numbers never start with: the city's own code, or one
ending in 40–70 or 90–99, where real ones carry a county's. Credit codes use an organisation
part starting with YY (the cast: YX), which has not been issued. Phones start with 1990. All are
synthetic.
"""

from datetime import date, timedelta
from math import gcd

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

# Sequence numbers 980–999 are kept for the cast.
_SEQUENCES = 490
_SLOTS = 365 * _SEQUENCES
_SPREAD = 112_909
_ENDINGS = (0, *range(99, 89, -1), *range(70, 39, -1))
MAXIMUM_PEOPLE = _SLOTS * len(_ENDINGS)
_ORGANISATIONS = 31**6
_ORGANISATION_SPREAD = 387_420_489
assert gcd(_SPREAD, _SLOTS) == 1 and gcd(_ORGANISATION_SPREAD, _ORGANISATIONS) == 1


def id_check(first_17: str) -> str:
    """The check character of an ID number (GB 11643, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, ID_WEIGHTS, strict=True))
    return ID_CHECKS[total % 11]


def id_number(city_code: str, number: int, year: int, female: bool) -> tuple[str, date]:
    """The ID number and birth date of the person with this number; no two people share one."""
    generation, slot = divmod(number, _SLOTS)
    if not 0 <= generation < len(_ENDINGS):
        raise ValueError(f"the city holds at most {MAXIMUM_PEOPLE} people")
    day, sequence = divmod(slot * _SPREAD % _SLOTS, _SEQUENCES)
    # Days count through a common year, so 29 February is nobody's birthday.
    born_on = (date(2025, 1, 1) + timedelta(day)).replace(year=year)
    region = f"{city_code[:4]}{_ENDINGS[generation]:02d}"
    first = f"{region}{born_on:%Y%m%d}{sequence * 2 + (not female):03d}"
    return first + id_check(first), born_on


def cast_id_number(city_code: str, number: int, born_on: date, female: bool) -> str:
    """The ID number of a fixed person, number 0–9, outside every city's own numbers."""
    first = f"{city_code}{born_on:%Y%m%d}{980 + number * 2 + (not female):03d}"
    return first + id_check(first)


def cast_credit_code(city_code: str, number: int) -> str:
    """The credit code of a fixed company, outside every city's own codes."""
    return _credit_code(city_code, f"YX{number:06d}")


def credit_code(city_code: str, number: int) -> str:
    """The unified social credit code (GB 32100) of the company with this number."""
    if not 0 <= number < _ORGANISATIONS:
        raise ValueError(f"the city holds at most {_ORGANISATIONS} companies")
    rest, letters = number * _ORGANISATION_SPREAD % _ORGANISATIONS, ""
    for _ in range(6):
        rest, digit = divmod(rest, 31)
        letters = CREDIT_ALPHABET[digit] + letters
    return _credit_code(city_code, "YY" + letters)


def _credit_code(city_code: str, organisation: str) -> str:
    first = f"91{city_code}{organisation}{_organisation_check(organisation)}"
    return first + credit_check(first)


def credit_check(first_17: str) -> str:
    """The check character of a credit code: weights 3^i mod 31."""
    total = sum(CREDIT_ALPHABET.index(mark) * pow(3, i, 31) for i, mark in enumerate(first_17))
    return CREDIT_ALPHABET[-total % 31]


def _organisation_check(first_8: str) -> str:
    """GB 11714, where a letter counts 10 and upwards in the full Latin alphabet."""
    total = sum(int(m, 36) * w for m, w in zip(first_8, ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def phone(number: int) -> str:
    """A synthetic mobile number, 1990 and seven digits."""
    return f"1990{number % 10_000_000:07d}"
