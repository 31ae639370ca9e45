"""监督: figures of a place with their definitions, and the demands that were stopped."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nuozheng.law.vocabulary import Role
from nuozheng.oversight import figures
from nuozheng.oversight.pressing import waiting
from nuozheng.oversight.still_asked import asked_by_agency, still_asked
from nuozheng.parties.models import Jurisdiction
from nuozheng.web.desk.charts import chart
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown


@staffed(Role.SUPERVISOR)
def oversight(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page of a supervisor: no case file, nobody's name."""
    places = figures.watched(desk.account, desk.today)
    headlines = figures.headlines(places, desk.today)
    status = figures.cases_by_status(places)
    outcomes = figures.findings_by_outcome(places)
    return shown(
        request,
        desk,
        "web/desk/oversight.html",
        {
            "places": _named(places),
            "today": desk.today,
            "figures": headlines,
            "late": sum(one.value for one in headlines if one.bad),
            "status": status,
            "status_chart": chart(status),
            "outcomes": outcomes,
            "outcome_chart": chart(outcomes),
            "agencies": figures.by_agency(places, desk.today),
            "demands": figures.refused_demands(places),
            "asked": still_asked(places),
            "asked_agencies": asked_by_agency(places),
            "waiting": waiting(places),
        },
    )


def _named(places: list[Jurisdiction]) -> str:
    """The first place by name, and how many belong to it."""
    if len(places) < 2:
        return "".join(place.name for place in places)
    return _("%(first)s和所属%(count)s个地方") % {
        "first": places[0].name,
        "count": len(places) - 1,
    }
