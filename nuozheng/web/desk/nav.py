"""The desk's columns: some sections, and the pages of the one in which the reader is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nuozheng.law.vocabulary import Role
from nuozheng.web.context import links
from nuozheng.web.parts import NavLink

_R = Role
Pages = tuple[tuple[str, Promise, frozenset[Role]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A column with its pages; who sees one page only sees that page's own name."""

    label: Promise
    pages: Pages


def _page(name: str, label: Promise, *roles: Role) -> tuple[str, Promise, frozenset[Role]]:
    return name, label, frozenset(roles)


SECTIONS: tuple[Section, ...] = (
    Section(
        gettext_lazy("办件"),
        (
            _page("web:queue", gettext_lazy("待办"), _R.OFFICER),
            _page("web:counter", gettext_lazy("窗口签字"), _R.OFFICER),
            _page("web:questions", gettext_lazy("问答"), _R.OFFICER),
        ),
    ),
    Section(
        gettext_lazy("核查"),
        (
            _page("web:tasks", gettext_lazy("待核查"), _R.VERIFIER),
            _page("web:batches", gettext_lazy("批量核查"), _R.VERIFIER, _R.SUPERVISOR),
            _page(
                "web:assistance",
                gettext_lazy("协助和核验"),
                *(_R.OFFICER, _R.VERIFIER, _R.HEAD, _R.SUPERVISOR, _R.JUSTICE_REVIEWER),
            ),
            _page(
                "web:draws", gettext_lazy("抽查"), _R.VERIFIER, _R.SUPERVISOR, _R.JUSTICE_REVIEWER
            ),
            _page("web:visits", gettext_lazy("现场检查"), _R.VERIFIER, _R.LEGAL_REVIEWER),
            _page("web:field", gettext_lazy("去现场"), _R.INSPECTOR),
            _page("web:routine_inspections", gettext_lazy("日常检查"), _R.VERIFIER, _R.INSPECTOR),
            _page(
                "web:supervision",
                gettext_lazy("日常监管"),
                *(_R.VERIFIER, _R.INSPECTOR, _R.CREDIT_OFFICER, _R.CATALOGUE_KEEPER),
            ),
            _page(
                "web:check_feedback",
                gettext_lazy("核查反馈"),
                *(_R.OFFICER, _R.VERIFIER, _R.DATA_OWNER, _R.SUPERVISOR),
            ),
        ),
    ),
    Section(
        gettext_lazy("认定"),
        (
            _page("web:findings", gettext_lazy("说明和认定"), _R.OFFICER, _R.VERIFIER),
            _page("web:intended_list", gettext_lazy("拟处理"), _R.OFFICER, _R.LEGAL_REVIEWER),
        ),
    ),
    Section(
        gettext_lazy("信用"),
        (
            _page("web:credit_records", gettext_lazy("信用"), _R.CREDIT_OFFICER),
            _page("web:credit_objections", gettext_lazy("信用异议"), _R.CREDIT_OFFICER, _R.OFFICER),
            _page(
                "web:restraints",
                gettext_lazy("名单和惩戒"),
                *(_R.CREDIT_OFFICER, _R.OFFICER, _R.HEAD, _R.JUSTICE_REVIEWER),
            ),
            _page(
                "web:missing_performance",
                gettext_lazy("没有记下的履行"),
                *(_R.CREDIT_OFFICER, _R.SUPERVISOR, _R.OFFICER, _R.VERIFIER),
            ),
            _page(
                "web:disclosures_desk",
                gettext_lazy("公示"),
                *(_R.OFFICER, _R.CREDIT_OFFICER, _R.LEGAL_REVIEWER, _R.HEAD),
            ),
        ),
    ),
    Section(
        gettext_lazy("数据"),
        (
            _page(
                "web:desk_sources",
                gettext_lazy("数据源"),
                *(_R.SUPERVISOR, _R.VERIFIER, _R.DATA_OWNER),
            ),
            _page(
                "web:alarms",
                gettext_lazy("告警"),
                *(_R.SUPERVISOR, _R.VERIFIER, _R.DATA_OWNER, _R.CREDIT_OFFICER),
            ),
        ),
    ),
    Section(
        gettext_lazy("监督"),
        (
            _page("web:oversight", gettext_lazy("总览"), _R.SUPERVISOR),
            _page("web:debt", gettext_lazy("核查欠账"), _R.SUPERVISOR, _R.VERIFIER),
            _page("web:public_reports", gettext_lazy("公示的反映"), _R.SUPERVISOR),
            _page("web:fairness", gettext_lazy("不得歧视"), _R.SUPERVISOR),
            _page(
                "web:beyond_national",
                gettext_lazy("超出上位规定"),
                *(_R.SUPERVISOR, _R.JUSTICE_REVIEWER),
            ),
            _page("web:penalty_gaps", gettext_lazy("缺处罚规则"), _R.SUPERVISOR),
            _page("web:people", gettext_lazy("人员岗位"), _R.SUPERVISOR, _R.HEAD),
            _page("web:risks", gettext_lazy("风险"), _R.OFFICER, _R.VERIFIER, _R.SUPERVISOR),
        ),
    ),
    Section(
        gettext_lazy("清单"),
        (
            _page(
                "web:lists",
                gettext_lazy("清单"),
                *(
                    _R.CATALOGUE_KEEPER,
                    _R.LEGAL_REVIEWER,
                    _R.HEAD,
                    _R.JUSTICE_REVIEWER,
                    _R.APPROVER,
                ),
            ),
            _page(
                "web:duties",
                gettext_lazy("报送"),
                *(_R.CATALOGUE_KEEPER, _R.JUSTICE_REVIEWER, _R.SUPERVISOR),
            ),
            _page("web:intakes", gettext_lazy("导入"), _R.CATALOGUE_KEEPER),
            _page("web:desk_guides", gettext_lazy("办事指南"), _R.CATALOGUE_KEEPER),
        ),
    ),
)


def columns(request: HttpRequest, roles: frozenset[Role]) -> tuple[list[NavLink], list[NavLink]]:
    """The sections that these roles see, and the pages of the current one where it has several."""
    shown = [(one, list(_links(request, one.pages, roles))) for one in SECTIONS]
    every = [link for _section, found in shown for link in found]
    here = _longest(request.path, every)
    top: list[NavLink] = []
    below: list[NavLink] = []
    for section, found in shown:
        if not found:
            continue
        is_here = any(link.href == here for link in found)
        label = found[0].label if len(found) == 1 else str(section.label)
        top.append(NavLink(label, found[0].href, is_here))
        if is_here and len(found) > 1:
            below = [NavLink(link.label, link.href, link.href == here) for link in found]
    return top, below


def _links(request: HttpRequest, pages: Pages, roles: frozenset[Role]) -> Iterator[NavLink]:
    yield from links(
        request, tuple((name, label) for name, label, seen_by in pages if seen_by & roles)
    )


def _longest(path: str, every: list[NavLink]) -> str:
    """The page that the address lies under most closely; "" where it lies under none."""
    return max((link.href for link in every if _is_under(path, link.href)), key=len, default="")


def _is_under(path: str, href: str) -> bool:
    """The queue's address begins every other one, so that it stands for the cases as well."""
    if href == "/desk/":
        return path == href or path.startswith("/desk/cases/")
    return path.startswith(href)
