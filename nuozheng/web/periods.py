"""Periods as people read them: working days in full, calendar days as 日."""

from django.utils.translation import gettext as _

from nuozheng.catalogue.models import ServiceItem


def day_unit(natural: bool) -> str:
    """What is counted: natural days or working days."""
    return _("日") if natural else _("个工作日")


def time_to_decide(item: ServiceItem) -> str:
    """20个工作日 or 45日, by the law that sets the service's period."""
    return f"{item.decision_days}{day_unit(item.decision_day_kind == 'calendar')}"
