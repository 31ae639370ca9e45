"""Periods as people read them: working days in full, calendar days as 日."""

from django.utils.translation import gettext as _

from nuozheng.catalogue.models import ServiceItem


def day_unit(natural: bool) -> str:
    """What is counted: natural days or working days."""
    return _("日") if natural else _("个工作日")


class Remaining:
    """What is left of a period: days natural or working, below 0 when it is over."""

    __slots__ = ()
    days_left: int
    natural: bool

    @property
    def unit(self) -> str:
        return day_unit(self.natural)

    @property
    def overdue(self) -> bool:
        return self.days_left < 0

    @property
    def days_late(self) -> int:
        return max(0, -self.days_left)


def time_to_decide(item: ServiceItem) -> str:
    """20个工作日 or 45日, by the law that sets the service's period."""
    return f"{item.decision_days}{day_unit(item.decision_day_kind == 'calendar')}"
