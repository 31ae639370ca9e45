"""Who may write a letter, and who may speak as its reviewer."""

from django.utils import timezone

from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence.moves import locked
from nuozheng.law.findings import Refused
from nuozheng.law.review import DRAFT, waiting_at
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

REVIEWERS = (Role.LEGAL_REVIEWER, Role.HEAD, Role.JUSTICE_REVIEWER, Role.APPROVER)


def may_write(revision: Revision, by: Account) -> bool:
    """Keepers of the agency, while it is a draft."""
    roles = access.roles_in(by, revision, timezone.localdate())
    return revision.status == DRAFT and Role.CATALOGUE_KEEPER in roles


def reviewing_role(revision: Revision, by: Account) -> Role | None:
    """In which role an account may speak on the letters now; nobody reviews their own text."""
    if revision.opened_by_id == by.pk or revision.changes.filter(checked_by=by).exists():
        return None
    roles = access.roles_in(by, revision, timezone.localdate())
    if revision.status == DRAFT:
        return next((role for role in REVIEWERS if role in roles), None)
    step = next((one for one in revision.steps if waiting_at(one) == revision.status), None)
    return step.role if step and step.role in roles else None


def held_for_writing(revision: Revision, by: Account) -> Revision:
    """The draft, locked; Refused for anybody but its keepers and once it was handed in."""
    held = locked(Revision, revision.pk)
    if not may_write(held, by):
        raise Refused.because(
            "letter_not_writable",
            "承诺书文本只能由本单位的清单管理人员在起草时改。",
            cure="已经提交的，请审核人员退回；没有这个职责的，请转给清单管理人员。",
        )
    return held


def held_for_review(revision: Revision, by: Account) -> tuple[Revision, Role]:
    """The revision, locked, and the role; Refused for anybody but a reviewer of this stage."""
    held = locked(Revision, revision.pk)
    role = reviewing_role(held, by)
    if role is None:
        raise Refused.because(
            "letter_not_reviewable",
            "现在不由您审核这份文本；自己起草的，也不能自己审核。",
            cure="请有审核职责、没有参与起草的人员来办。",
        )
    return held, role
