"""The moves of every kind of record as the program applies them, for whoever wants to check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.procedure import TABLES
from nuozheng.web.desk.words import KIND_NAME


@require_safe
def show_moves(request: HttpRequest) -> HttpResponse:
    """What may be done from where, by whom, under which clause."""
    tables = [
        (kind, KIND_NAME[kind], [_row(table, rule) for rule in table.rules])
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
