"""岗位: who gives and ends the posts of an agency; nobody their own.

No text says how an office staffs its desks. Ours: the head for the own agency, the place's
supervisor for every agency of the place, always for a term or with a day to end, with a reason.
"""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class PostStatus(StrEnum):
    IN_FORCE = "in_force"
    ENDED = "ended"

    @property
    def chinese(self) -> str:
        return "在岗" if self is PostStatus.IN_FORCE else "已经离岗"


STAFF = (
    Role.OFFICER,
    Role.VERIFIER,
    Role.INSPECTOR,
    Role.CREDIT_OFFICER,
    Role.SUPERVISOR,
    Role.CATALOGUE_KEEPER,
    Role.LEGAL_REVIEWER,
    Role.HEAD,
    Role.JUSTICE_REVIEWER,
    Role.APPROVER,
    Role.DATA_OWNER,
)
"""The roles that are posts, in the order in which they are listed."""
_ABOVE_THE_HEAD = (Role.HEAD, Role.SUPERVISOR, Role.JUSTICE_REVIEWER, Role.APPROVER)
_GIVERS = (Role.SUPERVISOR, Role.HEAD)

POST = MoveTable(
    kind="post",
    initial=PostStatus.IN_FORCE,
    terminal=frozenset(),
    rules=(
        MoveRule(
            act="end_post",
            from_states=(PostStatus.IN_FORCE,),
            to_state=PostStatus.ENDED,
            who=_GIVERS,
            label="离岗",
            explanation="从那一天以后，不能再用这个岗位看、办任何事；办过的记录不变。",
            reason_required=True,
        ),
        MoveRule(
            act="grant_post",
            from_states=(PostStatus.ENDED,),
            to_state=PostStatus.IN_FORCE,
            who=_GIVERS,
            label="任岗",
            explanation="写明岗位、起止日期和理由；不能给自己。",
            reason_required=True,
        ),
        MoveRule(
            act="reset_factor",
            from_states=(PostStatus.IN_FORCE,),
            to_state=PostStatus.IN_FORCE,
            who=_GIVERS,
            label="重置第二步验证",
            explanation="手机和恢复码都没有了才用；本人下次登录要重新设置，在那以前进不了工作台。",
            reason_required=True,
        ),
    ),
)


def grantable(giver: Role) -> tuple[Role, ...]:
    """Which posts somebody in this role may give: a head none that stands over the agency."""
    if giver is Role.SUPERVISOR:
        return STAFF
    return tuple(role for role in STAFF if role not in _ABOVE_THE_HEAD)
