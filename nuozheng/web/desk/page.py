"""What every staff page has: the masthead of the office, and the clocks."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.web.context import links
from nuozheng.web.desk.guards import Desk
from nuozheng.web.parts import NavLink

NAV: tuple[tuple[str, Promise, frozenset[Role]], ...] = (
    ("web:queue", gettext_lazy("待办"), frozenset({Role.OFFICER})),
    ("web:counter", gettext_lazy("窗口签字"), frozenset({Role.OFFICER})),
    ("web:tasks", gettext_lazy("核查"), frozenset({Role.VERIFIER})),
    (
        "web:batches",
        gettext_lazy("批量核查"),
        frozenset({Role.VERIFIER, Role.SUPERVISOR}),
    ),
    (
        "web:assistance",
        gettext_lazy("协助和核验"),
        frozenset(
            {
                Role.OFFICER,
                Role.VERIFIER,
                Role.HEAD,
                Role.SUPERVISOR,
                Role.JUSTICE_REVIEWER,
            }
        ),
    ),
    ("web:findings", gettext_lazy("说明和认定"), frozenset({Role.OFFICER, Role.VERIFIER})),
    (
        "web:draws",
        gettext_lazy("抽查"),
        frozenset({Role.VERIFIER, Role.SUPERVISOR, Role.JUSTICE_REVIEWER}),
    ),
    (
        "web:visits",
        gettext_lazy("现场检查"),
        frozenset({Role.VERIFIER, Role.LEGAL_REVIEWER}),
    ),
    ("web:field", gettext_lazy("去现场"), frozenset({Role.INSPECTOR})),
    ("web:questions", gettext_lazy("问答"), frozenset({Role.OFFICER})),
    ("web:credit_records", gettext_lazy("信用"), frozenset({Role.CREDIT_OFFICER})),
    (
        "web:desk_sources",
        gettext_lazy("数据源"),
        frozenset({Role.SUPERVISOR, Role.VERIFIER, Role.DATA_OWNER}),
    ),
    ("web:oversight", gettext_lazy("监督"), frozenset({Role.SUPERVISOR})),
    (
        "web:lists",
        gettext_lazy("清单"),
        frozenset(
            {
                Role.CATALOGUE_KEEPER,
                Role.LEGAL_REVIEWER,
                Role.HEAD,
                Role.JUSTICE_REVIEWER,
                Role.APPROVER,
            }
        ),
    ),
    (
        "web:duties",
        gettext_lazy("报送"),
        frozenset({Role.CATALOGUE_KEEPER, Role.JUSTICE_REVIEWER, Role.SUPERVISOR}),
    ),
    ("web:intakes", gettext_lazy("导入"), frozenset({Role.CATALOGUE_KEEPER})),
    ("web:desk_guides", gettext_lazy("办事指南"), frozenset({Role.CATALOGUE_KEEPER})),
)
REFUSED_STATUS = 422

P = ParamSpec("P")
Carried = tuple[str, tuple[Finding, ...]]


def shown(
    request: HttpRequest,
    desk: Desk,
    template: str,
    context: dict[str, Any],
    refused: Sequence[Finding] = (),
) -> HttpResponse:
    """The page in the look of the desk; with the findings of a refused act on top, status 422."""
    page = {
        "desk": True,
        "nav": list(_nav(request, desk)),
        "place_name": _office(desk),
        "refused": refused,
        **context,
    }
    return render(request, template, page, status=REFUSED_STATUS if refused else 200)


def carried_out(act: Callable[P, str] | None, *args: P.args, **kwargs: P.kwargs) -> Carried:
    """Do what a form names: what it says when done, or the findings for which it was refused.

    Http404 where the form names no act of the page.
    """
    if act is None:
        raise Http404
    try:
        return act(*args, **kwargs), ()
    except Refused as refusal:
        return "", tuple(refusal.findings)


def _office(desk: Desk) -> str:
    """The agency's name; somebody who serves several sees the first and their number."""
    names = list(dict.fromkeys(post.agency.name for post in desk.posts))
    if len(names) == 1:
        return names[0]
    return _("%(name)s等%(count)s个单位") % {"name": names[0], "count": len(names)}


def _nav(request: HttpRequest, desk: Desk) -> Iterator[NavLink]:
    for name, label, roles in NAV:
        if roles & desk.roles:
            for link in links(request, ((name, label),)):
                yield NavLink(link.label, link.href, _is_here(request.path, link.href))


def _is_here(path: str, href: str) -> bool:
    """The queue's address begins every other one, so that it stands for the cases as well."""
    if href == "/desk/":
        return path == href or path.startswith("/desk/cases/")
    return path.startswith(href)
