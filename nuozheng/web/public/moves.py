"""The moves of every kind of record as the program applies them, for whoever wants to check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.procedure import TABLES

_TITLES: dict[str, Promise] = {
    "application": _("办件"),
    "verification_task": _("核查"),
    "untruth_finding": _("说明和认定"),
    "credit_record": _("信用记录"),
    "credit_repair": _("信用修复"),
}


@require_safe
def show_moves(request: HttpRequest) -> HttpResponse:
    """What may be done from where, by whom, under which clause."""
    tables = [
        (kind, _TITLES.get(kind, kind), [_row(table, rule) for rule in table.rules])
        for kind, table in TABLES.items()
    ]
    return render(request, "web/public/moves.html", {"tables": tables})


def _row(table: MoveTable, rule: MoveRule) -> dict[str, object]:
    names = {str(state): str(getattr(state, "chinese", state)) for state in table.states}
    return {
        "rule": rule,
        "before": "；".join(names[str(state)] for state in rule.from_states),
        "after": names[str(rule.to_state)],
        "who": "、".join(role.chinese for role in rule.who),
    }
