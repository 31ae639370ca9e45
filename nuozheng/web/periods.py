"""Periods as people read them: working days in full, calendar days as 日."""

from django.utils.translation import gettext as _

from nuozheng.catalogue.models import ServiceItem


def time_to_decide(item: ServiceItem) -> str:
    """20个工作日 or 45日, by the law that sets the service's period."""
    if item.decision_day_kind == "calendar":
        return _("%(days)s日") % {"days": item.decision_days}
    return _("%(days)s个工作日") % {"days": item.decision_days}
