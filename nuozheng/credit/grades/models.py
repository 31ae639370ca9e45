"""The grade that a platform gives to a company, with its source and day."""

from django.db import models

from nuozheng.parties.models import Party


class CompanyGrade(models.Model):
    """企业信用等级: the newest one of each platform; it decides nothing by itself."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="grades")
    platform = models.CharField(max_length=40)
    grade = models.CharField(max_length=20)
    graded_on = models.DateField()
    fetched_at = models.DateTimeField()

    class Meta:
        ordering = ("platform",)
        constraints = (
            models.UniqueConstraint(
                fields=["party", "platform"], name="company_graded_once_by_a_platform"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party_id} {self.platform} {self.grade}"
