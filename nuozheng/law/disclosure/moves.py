"""What may be done with a publication and with each place where it hangs."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class PublicationStatus(StrEnum):
    EXPECTED = "expected"
    DUE = "due"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    ENDED = "ended"
    TAKEN_DOWN = "taken_down"
    DROPPED = "dropped"

    @property
    def chinese(self) -> str:
        return _PUBLICATION[self]


_PUBLICATION: dict[PublicationStatus, str] = {
    PublicationStatus.EXPECTED: "等作出决定",
    PublicationStatus.DUE: "待拟公示内容",
    PublicationStatus.PROPOSED: "待复核",
    PublicationStatus.PUBLISHED: "公示中",
    PublicationStatus.ENDED: "到期撤下",
    PublicationStatus.TAKEN_DOWN: "提前撤下",
    PublicationStatus.DROPPED: "不公示",
}
_P = PublicationStatus
UNSEEN = (_P.EXPECTED, _P.DUE, _P.PROPOSED)
PROPOSERS = (Role.OFFICER, Role.CREDIT_OFFICER)
REVIEWERS = (*PROPOSERS, Role.LEGAL_REVIEWER, Role.HEAD)

PUBLICATION = MoveTable(
    kind="publication",
    initial=_P.EXPECTED,
    terminal=frozenset({_P.ENDED, _P.TAKEN_DOWN, _P.DROPPED}),
    rules=(
        MoveRule(
            act="fall_due",
            from_states=(_P.EXPECTED,),
            to_state=_P.DUE,
            who=(Role.SYSTEM,),
            label="可以公示了",
            explanation="决定已经作出，公示期从这一天算。",
        ),
        MoveRule(
            act="propose_publication",
            from_states=(_P.DUE,),
            to_state=_P.PROPOSED,
            who=PROPOSERS,
            label="提请复核",
            explanation="逐项选好公开什么、遮去什么，交另一个人复核。",
        ),
        MoveRule(
            act="send_back_publication",
            from_states=(_P.PROPOSED,),
            to_state=_P.DUE,
            who=REVIEWERS,
            label="退回重拟",
            explanation="写明哪一项还要改。",
            reason_required=True,
        ),
        MoveRule(
            act="release",
            from_states=(_P.PROPOSED,),
            to_state=_P.PUBLISHED,
            who=REVIEWERS,
            label="复核无误，公示",
            explanation="拟公示的人不能自己复核；公示到告知书写明的那一天，到期自动撤下。",
        ),
        MoveRule(
            act="leave_out",
            from_states=UNSEEN,
            to_state=_P.DROPPED,
            who=REVIEWERS,
            label="不公示",
            explanation="涉及国家秘密、商业秘密、个人隐私的；应当公开的，不能因为没有必要就不公示。",
            reason_required=True,
        ),
        MoveRule(
            act="take_down",
            from_states=(_P.PUBLISHED,),
            to_state=_P.TAKEN_DOWN,
            who=(*REVIEWERS, Role.SYSTEM),
            label="提前撤下",
            explanation="内容有误、涉密，或者所依据的记录已经没有效力。",
            reason_required=True,
        ),
        MoveRule(
            act="lapse_unseen",
            from_states=UNSEEN,
            to_state=_P.DROPPED,
            who=(Role.SYSTEM,),
            label="不用再公示",
            explanation="没有准予、承诺已经撤回、所依据的记录没有效力，或者公示期已过。",
        ),
        MoveRule(
            act="withdraw_consent",
            from_states=(_P.PUBLISHED,),
            to_state=_P.TAKEN_DOWN,
            who=(Role.APPLICANT, Role.AGENT),
            label="不再自愿公开",
            explanation="本人随时可以撤回同意，当时就撤下，不影响办理。",
        ),
        MoveRule(
            act="withdraw_consent",
            from_states=UNSEEN,
            to_state=_P.DROPPED,
            who=(Role.APPLICANT, Role.AGENT),
            label="不再自愿公开",
            explanation="还没有公示就撤回同意的，不再公示。",
        ),
        MoveRule(
            act="end_publication",
            from_states=(_P.PUBLISHED,),
            to_state=_P.ENDED,
            who=(Role.SYSTEM,),
            label="到期撤下",
            explanation="公示期满，各处同时撤下，公示的内容删去。",
        ),
    ),
)


class PostingStatus(StrEnum):
    PLANNED = "planned"
    TO_POST = "to_post"
    POSTED = "posted"
    TO_TAKE_OFF = "to_take_off"
    OFF = "off"
    CANCELLED = "cancelled"

    @property
    def chinese(self) -> str:
        return _POSTING[self]


_POSTING: dict[PostingStatus, str] = {
    PostingStatus.PLANNED: "还没有到时候",
    PostingStatus.TO_POST: "待张贴、发布",
    PostingStatus.POSTED: "已经公示",
    PostingStatus.TO_TAKE_OFF: "待取下",
    PostingStatus.OFF: "已经取下",
    PostingStatus.CANCELLED: "不用公示",
}
_T = PostingStatus

POSTING = MoveTable(
    kind="posting",
    initial=_T.PLANNED,
    terminal=frozenset({_T.OFF, _T.CANCELLED}),
    rules=(
        MoveRule(
            act="call_for_posting",
            from_states=(_T.PLANNED,),
            to_state=_T.TO_POST,
            who=(Role.SYSTEM,),
            label="可以张贴、发布了",
            explanation="公示内容已经复核。",
        ),
        MoveRule(
            act="post",
            from_states=(_T.TO_POST,),
            to_state=_T.POSTED,
            who=PROPOSERS,
            label="记下已经公示",
            explanation="张贴的传照片，网上发布的写网址或者回执号。",
        ),
        MoveRule(
            act="call_back",
            from_states=(_T.POSTED,),
            to_state=_T.TO_TAKE_OFF,
            who=(Role.SYSTEM,),
            label="要取下",
            explanation="公示期到了，或者已经撤下。",
        ),
        MoveRule(
            act="take_off",
            from_states=(_T.TO_TAKE_OFF,),
            to_state=_T.OFF,
            who=PROPOSERS,
            label="记下已经取下",
            explanation="写明哪一天取下；网上的写对方的回执。",
        ),
        MoveRule(
            act="cancel_posting",
            from_states=(_T.PLANNED, _T.TO_POST),
            to_state=_T.CANCELLED,
            who=(Role.SYSTEM,),
            label="不用公示",
            explanation="还没有公示就不用公示了。",
        ),
    ),
)
