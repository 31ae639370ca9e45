"""The long form of one entry under its headings, in the order in which an entry is thought out."""

from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from nuozheng.web.desk.lists.change_forms import EntryForm
from nuozheng.web.desk.lists.plan_fields import NAMES
from nuozheng.web.parts import Text

_PARTS: tuple[tuple[str, Text, Text, tuple[str, ...]], ...] = (
    ("proof", _("证明"), "", ("proof_name", "issuing_body", "proof_kind", "content")),
    (
        "service",
        _("办什么事要它"),
        "",
        (
            "item_name",
            "implementation_code",
            "item_kind",
            "domain",
            "decision_days",
            "applicant_kinds",
        ),
    ),
    ("basis", _("依据"), "", ("legal_basis", "article", "basis_level")),
    (
        "way",
        _("免提交的办法"),
        "",
        (
            "substitution",
            "other_way",
            "alternatives",
            "mandatory",
            "agent_allowed",
            "touches_others",
        ),
    ),
    (
        "commitment",
        _("承诺什么"),
        _("用告知承诺的才填。这里写的每一条，申请人签名前都会看到。"),
        ("kept_conditions", "more_conditions", "liability", "liability_basis"),
    ),
    (
        "verification",
        _("承诺以后怎样核查"),
        _("用告知承诺的才填。"),
        NAMES,
    ),
    (
        "disclosure",
        _("公示"),
        _("用告知承诺的才填。"),
        ("disclosure_marks", "displayed", "disclosed_until"),
    ),
    ("reason", _("理由"), "", ("reason",)),
)


@dataclass(frozen=True, slots=True)
class FormPart:
    """A heading and the fields below it."""

    anchor: str
    title: Text
    hint: Text
    fields: tuple[BoundField, ...]

    @property
    def faulty(self) -> bool:
        return any(field.errors for field in self.fields)


def parts_of(form: EntryForm) -> list[FormPart]:
    """All fields of the form, those that the place doesn't ask for left out."""
    return [
        FormPart(f"part-{key}", title, hint, tuple(form[n] for n in names if n in form.fields))
        for key, title, hint, names in _PARTS
    ]
