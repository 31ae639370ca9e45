"""The regulation of a list as the program applies it: every value with its clause."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nuozheng.law.policy import SECTION_LABELS, Policy, Stated
from nuozheng.law.policy.wording import in_words
from nuozheng.web.public.places import catalogue_or_404


@dataclass(frozen=True, slots=True)
class Rule:
    """One key in words; `open_question` says why a default was taken."""

    label: str
    words: str
    basis: tuple[str, ...]
    note: str
    open_question: str
    inherited: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of the pack: what the texts say, and the keys on which they are silent."""

    key: str
    title: str
    rules: tuple[Rule, ...]
    silent: tuple[str, ...]


@require_safe
def show_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """All sections, readable, with what the texts leave open marked 待明确."""
    catalogue = catalogue_or_404(request, slug)
    policy = catalogue.policy
    chapters = _chapters(policy)
    page = {
        "catalogue": catalogue,
        "policy": policy,
        "chapters": chapters,
        "open_count": sum(bool(rule.open_question) for one in chapters for rule in one.rules),
    }
    return render(request, "web/public/rules.html", page)


def _chapters(policy: Policy) -> list[Chapter]:
    chapters = []
    for name, section in policy.sections():
        said = [(key, value) for key, value in section.stated() if not value.is_silent]
        silent = tuple(section.label(key) for key, value in section.stated() if value.is_silent)
        rules = tuple(
            _rule(policy, f"{name}.{key}", section.label(key), value) for key, value in said
        )
        if rules:
            chapters.append(Chapter(name, SECTION_LABELS[name], rules, silent))
    return chapters


def _rule(policy: Policy, path: str, label: str, value: Stated[object]) -> Rule:
    return Rule(
        label=label,
        words=in_words(path, value.value),
        basis=value.clause,
        note=value.note,
        open_question=value.reason if value.is_switch else "",
        inherited=value.pack != policy.key,
    )
