"""What else there is to do about lists, by post: the links above the revisions."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.guards import Desk
from nuozheng.web.parts import NavLink

_KEEPING = frozenset({Role.CATALOGUE_KEEPER, Role.JUSTICE_REVIEWER})
_WORKS: tuple[tuple[str, Promise, frozenset[Role]], ...] = (
    ("web:troubles", _("问题证明"), _KEEPING),
    ("web:events", _("变更事由"), _KEEPING | {Role.HEAD}),
    ("web:above", _("与上级对照"), _KEEPING),
    ("web:proof_registers", _("证明台账"), _KEEPING),
    ("web:rollup", _("汇总"), frozenset({Role.JUSTICE_REVIEWER})),
)


def works(desk: Desk) -> list[NavLink]:
    """The pages that the desk's posts open."""
    return [NavLink(label, reverse(name)) for name, label, roles in _WORKS if roles & desk.roles]
