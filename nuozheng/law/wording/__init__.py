"""Wording (用语): what a letter may not say, how plain it is, and whether it can be checked."""

from nuozheng.law.wording.elements import elements_said
from nuozheng.law.wording.linting import Flaw, errors, lint
from nuozheng.law.wording.plainness import Measure, measures
from nuozheng.law.wording.quantified import is_quantified, quantified
from nuozheng.law.wording.rules import Level, Rule, Scope, rules
from nuozheng.law.wording.scopes import scopes_of

__all__ = [
    "Flaw",
    "Level",
    "Measure",
    "Rule",
    "Scope",
    "elements_said",
    "errors",
    "is_quantified",
    "lint",
    "measures",
    "quantified",
    "rules",
    "scopes_of",
]
