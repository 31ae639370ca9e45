"""How the fields of a Django form are drawn, and its mistakes gathered."""

from collections.abc import Iterator
from typing import Any

from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    Field,
    RadioSelect,
)
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext as _

from nuozheng.web.parts import Mistake

# Characters of an answer that stands beside its neighbours, not above them.
LONGEST_BRIEF = 8
# More boxes than these scroll in their own frame.
MOST_IN_SIGHT = 12


def shape_of(bound: BoundField) -> str:
    """Cards for a choice, a tick for yes or no, and a labelled input for all else."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "cards"
    if isinstance(widget, CheckboxInput):
        return "tick"
    return "input"


def boxes_of(bound: BoundField) -> list[BoundWidget]:
    """The single boxes of a choice, each with its label."""
    return list(bound.subwidgets) if shape_of(bound) == "cards" else []


def mistakes_of(form: BaseForm) -> list[Mistake]:
    """Every mistake of the form with the id of the field where it can be mended."""
    return list(_mistakes(form))


def texts_of(bound: BoundField) -> list[str]:
    """What to do about each mistake of a field; an empty one is asked for by its name."""
    unnamed = str(Field.default_error_messages["required"])
    return [_missing(bound) if text == unnamed else str(text) for text in bound.errors]


def _mistakes(form: BaseForm) -> Iterator[Mistake]:
    for text in form.non_field_errors():
        yield Mistake("", str(text))
    for bound in form.visible_fields():
        label = str(bound.label)
        for text in texts_of(bound):
            named = _("%(label)s：%(text)s") % {"label": label, "text": text}
            yield Mistake(_anchor(bound), text if label in text else named)


def _missing(bound: BoundField) -> str:
    shape = shape_of(bound)
    if shape == "tick":
        return _("请读完这一句，同意就打√：“%(label)s”") % {"label": bound.label}
    if shape == "cards":
        return _("“%(label)s”还没有选") % {"label": bound.label}
    return _("请填写“%(label)s”") % {"label": bound.label}


def _anchor(bound: BoundField) -> str:
    boxes: list[Any] = boxes_of(bound)
    return str(boxes[0].id_for_label if boxes else bound.id_for_label)
