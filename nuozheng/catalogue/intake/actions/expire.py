"""Previews that nobody took go after their day; the file and the figures stay."""

from datetime import date

from nuozheng.catalogue.intake.models import AT_WORK, Intake, IntakeRow, Status


def expire(today: date) -> int:
    """Remove the rows of uploads past their day; how many uploads."""
    over = Intake.objects.filter(expires_on__lt=today).exclude(
        status__in=(*AT_WORK, Status.TAKEN, Status.EXPIRED)
    )
    ended = list(over.values_list("pk", flat=True))
    IntakeRow.objects.filter(intake__in=ended).delete()
    Intake.objects.filter(pk__in=ended).update(status=Status.EXPIRED)
    return len(ended)
