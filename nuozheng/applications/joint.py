"""一窗申请: the parts of one application that several departments handle, under one number."""

from django.db.models import QuerySet

from nuozheng.applications.models import Application
from nuozheng.law.one_window import part_number


def parts_of(cases: QuerySet[Application], whole: str) -> list[Application]:
    """Those of these cases that are parts of the application with this number, in their order."""
    if not whole:
        return []
    found = cases.filter(number__startswith=part_number(whole, 0)[:-1])
    found = found.select_related("item", "agency", "applicant", "catalogue__jurisdiction")
    return sorted(found, key=lambda case: (len(case.number), case.number))
