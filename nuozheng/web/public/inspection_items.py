"""检查事项: what is looked at on the spot, for everybody to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nuozheng.law.inspections.moves import InspectionItemStatus
from nuozheng.verification.inspections.models import InspectionItem


@require_safe
def show_inspection_items(request: HttpRequest) -> HttpResponse:
    """All published inspection items, by agency."""
    rows = InspectionItem.objects.filter(status=InspectionItemStatus.PUBLISHED)
    listed = rows.select_related("agency__jurisdiction", "proof").order_by(
        "agency__jurisdiction", "agency__name", "name", "pk"
    )
    return render(request, "web/public/inspection_items.html", {"items": listed})
