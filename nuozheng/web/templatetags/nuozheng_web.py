"""The components of the pattern library as template tags; see web/patterns.html for each in use."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nuozheng.documents.uploads import MOST
from nuozheng.evidence import alarms
from nuozheng.law.conditions.sentences import SentencePart
from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.vocabulary import Substitution
from nuozheng.web import formats, says_words, sentences
from nuozheng.web.clause_chips import cite, cited_on
from nuozheng.web.form_parts import (
    LONGEST_BRIEF,
    MOST_IN_SIGHT,
    boxes_of,
    mistakes_of,
    shape_of,
    texts_of,
)
from nuozheng.web.parts import Clock, Fact, Mistake, Step

register = template.Library()

for written in (
    formats.cn_date,
    formats.cn_datetime,
    formats.number,
    formats.money,
    formats.percent,
    formats.doc_size,
    formats.duration,
    formats.masked,
    formats.masked_name,
    formats.party_name,
    formats.party_number,
):
    register.filter(written.__name__, written)

_WAY_CLASS = {
    Substitution.CANCELLED: "xiao",
    Substitution.DATA_SHARING: "xiang",
    Substitution.COMMITMENT: "nuo",
    Substitution.AGENCY_VERIFICATION: "he",
    Substitution.OTHER: "ta",
    Substitution.RETAINED: "jiao",
}


def _request(context: Context) -> HttpRequest | None:
    # Copies that inclusion tags make keep the attribute but lose the context processors' values.
    found = getattr(context, "request", None) or context.get("request")
    return found if isinstance(found, HttpRequest) else None


@register.simple_tag
def upload_limit() -> str:
    """How large a file may be, in words: 20MB."""
    return MOST


@register.simple_tag
def way(substitution: Substitution | str, short: bool = False) -> SafeString:
    """诺 in its square with 告知承诺 beside it; `short` hides the name from the eye only."""
    kind = Substitution(substitution)
    square = format_html('<b class="way {}" aria-hidden="true">{}</b>', _WAY_CLASS[kind], kind.sign)
    if short:
        return format_html('{}<span class="visually-hidden">{}</span>', square, kind.chinese)
    return format_html('<span class="how">{}{}</span>', square, kind.chinese)


@register.simple_tag
def ways(substitutions: Iterable[Substitution | str]) -> SafeString:
    """A row of squares, read aloud as 数据共享2份，告知承诺1份."""
    kinds = [Substitution(one) for one in substitutions]
    counted = "，".join(
        _("%(way)s%(count)s份") % {"way": kind.chinese, "count": kinds.count(kind)}
        for kind in dict.fromkeys(kinds)
    )
    squares = format_html_join(
        "", '<b class="way {}">{}</b>', ((_WAY_CLASS[kind], kind.sign) for kind in kinds)
    )
    return format_html('<span class="ways" role="img" aria-label="{}">{}</span>', counted, squares)


@register.simple_tag
def says(result: str, text: str = "") -> SafeString:
    """One of the four words with its shape; `text` replaces the word, never the shape."""
    shape, word = says_words.of(result)
    return format_html('<span class="says {}">{}</span>', shape, text or word)


@register.simple_tag
def finding_says(outcome: Outcome) -> SafeString:
    """通过, 没有通过, 还不清楚, 不适用: the answer of a rule."""
    shape, word = says_words.of_finding(outcome)
    return format_html('<span class="says {}">{}</span>', shape, word)


@register.inclusion_tag("web/components/clause_chips.html", takes_context=True)
def clause_chip(context: Context, clause_id: str) -> dict[str, Any]:
    """The chip that opens a clause's own words."""
    return clause_chips(context, [clause_id])


@register.inclusion_tag("web/components/clause_chips.html", takes_context=True)
def clause_chips(context: Context, clause_ids: Iterable[str]) -> dict[str, Any]:
    """A chip for each section cited; it opens the words of all its clauses."""
    request = _request(context)
    return {"cited": cite(request, clause_ids), "opens": request is not None}


@register.inclusion_tag("web/components/clause_laws.html", takes_context=True)
def clause_laws(context: Context) -> dict[str, Any]:
    """The words of every clause cited above, once each; base.html calls it before </body>."""
    return {"cited": list(cited_on(_request(context)).values())}


@register.inclusion_tag("web/components/findings.html", takes_context=True)
def findings(context: Context, listed: Iterable[Finding]) -> dict[str, Any]:
    """Obstacles first, then what is unknown, then what is met; rules that don't apply last."""
    rows = sorted(listed, key=lambda finding: says_words.FINDING_ORDER[finding.outcome])
    return {"findings": rows, "request": _request(context)}


@register.inclusion_tag("web/components/alarms.html")
def alarms_bar() -> dict[str, Any]:
    """A line that leads to the alarms, where there are any; one query."""
    return {"alarms": alarms.standing().count()}


@register.inclusion_tag("web/components/sentence.html")
def sentence(parts: Iterable[SentencePart]) -> dict[str, Any]:
    """The sentence with what was declared; where nothing was, an open line."""
    return {"parts": list(parts)}


@register.inclusion_tag("web/components/sentence_form.html")
def sentence_form(
    parts: Iterable[SentencePart],
    raw: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    ordinal: int | None = None,
    prefix: str = "",
    asked: Container[str] = (),
    today: date | None = None,
) -> dict[str, Any]:
    """Typed fields inside the sentence; names are `prefix-key`, `raw` is as `to_json` gives it."""
    day = today or timezone.localdate()
    places = sentences.places(parts, raw or {}, errors or {}, day, prefix, asked)
    blanks = [place.blank for place in places if place.blank]
    return {
        "places": places,
        "blanks": blanks,
        "ordinal": ordinal,
        "wrong": any(blank.error for blank in blanks),
    }


@register.inclusion_tag("web/components/clock.html", takes_context=True)
def clock(context: Context, deadline: Clock) -> dict[str, Any]:
    """The legal clock: days left, due day, clause; overdue is ours and therefore red."""
    return {"clock": deadline, "desk": context.get("desk"), "request": _request(context)}


@register.inclusion_tag("web/components/course.html", takes_context=True)
def course(context: Context, steps: Iterable[Step]) -> dict[str, Any]:
    """The course of a case, done, now and next."""
    return {"steps": list(steps), "request": _request(context)}


@register.inclusion_tag("web/components/facts.html", takes_context=True)
def facts(context: Context, rows: Iterable[Fact], telling: bool = False) -> dict[str, Any]:
    """Terms and what is so; `telling` sets prose with the clause in the margin."""
    return {"rows": list(rows), "telling": telling, "request": _request(context)}


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(faulty: BaseForm | Iterable[Mistake]) -> dict[str, Any]:
    """All mistakes on top of the form, each leading to its field; nothing where there are none."""
    mistakes: Sequence[Mistake] = (
        mistakes_of(faulty) if isinstance(faulty, BaseForm) else list(faulty)
    )
    return {"mistakes": mistakes, "count": len(mistakes)}


@register.inclusion_tag("web/components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field of a Django form: label, hint, mistake, input; choices as cards."""
    boxes = boxes_of(bound)
    return {
        "field": bound,
        "shape": shape_of(bound),
        "boxes": boxes,
        "brief": all(len(str(box.choice_label)) <= LONGEST_BRIEF for box in boxes),
        "many": len(boxes) > MOST_IN_SIGHT,
        "texts": texts_of(bound),
        # Some labels, allauth's among them, already say it in brackets.
        "says_optional": not bound.field.required and not str(bound.label).endswith((")", "）")),
    }


@register.inclusion_tag("web/components/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form in order."""
    return {"form": form}


@register.inclusion_tag("web/components/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """第1—12件，共32件, with the way back and forth; other query parameters stay.

    共200件以上 where the list itself says that there are `more` than it counts. `name` is the
    query parameter, for a second list on one page.
    """
    request = _request(context)
    query = request.GET.copy() if request else None

    def href(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return "?" + query.urlencode()

    return {
        "page": page,
        "more": getattr(page.paginator.object_list, "more", False),
        "previous": href(page.previous_page_number()) if page.has_previous() else "",
        "next": href(page.next_page_number()) if page.has_next() else "",
    }
