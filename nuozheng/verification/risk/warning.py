"""事前信用预警 of a case, where the place's text offers it; elsewhere nothing is read at all."""

from datetime import date

from nuozheng.applications.models import Application
from nuozheng.credit.standing import facts_of, standing_of
from nuozheng.law.risk.warning import Warning, is_offered, warning_of


def warning_for(application: Application, today: date) -> Warning | None:
    """The facts that count today with their sources; None where it is off."""
    if not is_offered(application.policy):
        return None
    party = application.applicant
    kept = standing_of(party, today).kept
    return warning_of(application.policy, facts_of(party), kept, today)
