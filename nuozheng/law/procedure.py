"""The moves of every kind of record: what may be done from where, by whom, and what follows.

The tables drive buttons, permissions, the API and tests, and are printed in the docs.
"""

from enum import StrEnum

from nuozheng.law.adjustment import AGENCY_SUCCESSION, TOUCHED_ENTRY
from nuozheng.law.afterwards.moves import INTENDED_MEASURE
from nuozheng.law.assistance.moves import ASSISTANCE_ENTRY, ASSISTANCE_REQUEST
from nuozheng.law.bulk import VERIFICATION_BATCH
from nuozheng.law.confirmation import CONFIRMATION_REQUEST
from nuozheng.law.data_registers import DEPARTMENT_SYSTEM, SHARING_TASK
from nuozheng.law.data_sources import SHARED_PROOF, SOURCE_CORRECTION
from nuozheng.law.debt import DEBT_NOTICE
from nuozheng.law.disclosure.moves import POSTING, PUBLICATION
from nuozheng.law.draws.moves import DRAW
from nuozheng.law.fairness.moves import FAIRNESS_ALARM
from nuozheng.law.feedback import CHECK_FEEDBACK
from nuozheng.law.inheritance import LIST_DIFFERENCE
from nuozheng.law.inspections.moves import INSPECTION_ITEM, VISIT
from nuozheng.law.insurance.moves import CLAIM, COVER
from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.objection import BASIS as OBJECTION_BASIS
from nuozheng.law.objection import CREDIT_OBJECTION
from nuozheng.law.posts import POST
from nuozheng.law.restraints import LISTING, SANCTION, UNIT_LETTER
from nuozheng.law.risk.moves import ERROR_CASE, HAZARD, LIABILITY_ENTRY, RISK_POINT
from nuozheng.law.supervision import CREDIT_CHECK, SUPERVISION_ENTRY
from nuozheng.law.trouble.moves import TROUBLED_PROOF
from nuozheng.law.vocabulary import Role


class ApplicationStatus(StrEnum):
    DRAFT = "draft"
    NOTICED = "noticed"
    SUBMITTED = "submitted"
    AWAITING_COMPLETION = "awaiting_completion"
    AWAITING_PROOFS = "awaiting_proofs"
    ACCEPTED = "accepted"
    GRANTED = "granted"
    REFUSED = "refused"
    TERMINATED = "terminated"
    INVALID = "invalid"
    REVOKED = "revoked"
    ABANDONED = "abandoned"

    @property
    def chinese(self) -> str:
        return _APPLICATION[self]


_APPLICATION: dict[ApplicationStatus, str] = {
    ApplicationStatus.DRAFT: "正在填写",
    ApplicationStatus.NOTICED: "已告知，等您填写承诺",
    ApplicationStatus.SUBMITTED: "已提交，等待受理",
    ApplicationStatus.AWAITING_COMPLETION: "等您补正",
    ApplicationStatus.AWAITING_PROOFS: "改交证明，等您提交",
    ApplicationStatus.ACCEPTED: "已受理，等待决定",
    ApplicationStatus.GRANTED: "准予",
    ApplicationStatus.REFUSED: "不予办理",
    ApplicationStatus.TERMINATED: "已终止办理",
    ApplicationStatus.INVALID: "按无效处理",
    ApplicationStatus.REVOKED: "决定已撤销",
    ApplicationStatus.ABANDONED: "申请人已取消",
}

_A = ApplicationStatus
_SIDE = (Role.APPLICANT, Role.AGENT)
OPEN_APPLICATION = frozenset(
    {_A.SUBMITTED, _A.AWAITING_COMPLETION, _A.AWAITING_PROOFS, _A.ACCEPTED}
)
"""Handed in and not yet decided: 办结前."""

APPLICATION = MoveTable(
    kind="application",
    initial=_A.DRAFT,
    terminal=frozenset({_A.REFUSED, _A.TERMINATED, _A.INVALID, _A.REVOKED, _A.ABANDONED}),
    rules=(
        MoveRule(
            act="choose",
            from_states=(_A.DRAFT,),
            to_state=_A.DRAFT,
            who=_SIDE,
            label="选择办法",
            explanation="申请人自己选：承诺，或者提交证明。",
        ),
        MoveRule(
            act="choose",
            from_states=(_A.NOTICED,),
            to_state=_A.NOTICED,
            who=_SIDE,
            label="选择办法",
            explanation="看过告知书、核对过数据，还可以改主意：不承诺，改用别的办法。",
        ),
        MoveRule(
            act="notify",
            from_states=(_A.DRAFT,),
            to_state=_A.NOTICED,
            who=(*_SIDE, Role.OFFICER),
            label="看告知书",
            explanation="告知书一次给全，送达有记录。",
        ),
        MoveRule(
            act="sign",
            from_states=(_A.NOTICED,),
            to_state=_A.SUBMITTED,
            who=_SIDE,
            label="签署承诺书",
            explanation="申请人签署承诺书，申请同时提交。",
        ),
        MoveRule(
            act="submit",
            from_states=(_A.DRAFT, _A.NOTICED),
            to_state=_A.SUBMITTED,
            who=_SIDE,
            label="提交申请",
            explanation="没有用承诺的证明，直接提交。",
        ),
        MoveRule(
            act="request_completion",
            from_states=(_A.SUBMITTED,),
            to_state=_A.AWAITING_COMPLETION,
            who=(Role.OFFICER,),
            reason_required=True,
            label="一次告知补正",
            explanation="还缺的一次说清，只能要清单上还没有着落的证明。",
        ),
        MoveRule(
            act="complete",
            from_states=(_A.AWAITING_COMPLETION,),
            to_state=_A.SUBMITTED,
            who=_SIDE,
            label="交回补正",
            explanation="申请人补齐以后，办件回到待受理。",
        ),
        MoveRule(
            act="withdraw",
            from_states=(_A.SUBMITTED, _A.AWAITING_COMPLETION, _A.ACCEPTED),
            to_state=_A.AWAITING_PROOFS,
            who=_SIDE,
            reason_required=True,
            label="撤回承诺",
            explanation="办结前有合理理由可以撤回，改按提交证明的程序办，不算失信。",
        ),
        MoveRule(
            act="resubmit",
            from_states=(_A.AWAITING_PROOFS,),
            to_state=_A.SUBMITTED,
            who=_SIDE,
            label="证明已交齐",
            explanation="证明交齐以后，办件接着往下办。",
        ),
        MoveRule(
            act="go_on",
            from_states=(_A.AWAITING_PROOFS,),
            to_state=_A.SUBMITTED,
            who=(Role.SYSTEM,),
            label="不用交证明，接着办",
            explanation="撤回承诺以后没有要申请人交的证明，办件当场接着往下办。",
        ),
        MoveRule(
            act="accept",
            from_states=(_A.SUBMITTED,),
            to_state=_A.ACCEPTED,
            who=(Role.OFFICER, Role.SYSTEM),
            label="受理",
            explanation="材料和承诺齐全，开始计算办理期限；逾期不告知补正的，视为受理。",
        ),
        MoveRule(
            act="grant",
            from_states=(_A.ACCEPTED,),
            to_state=_A.GRANTED,
            who=(Role.OFFICER,),
            label="准予",
            explanation="依据承诺书和取得的数据作出决定。",
        ),
        MoveRule(
            act="refuse",
            from_states=(_A.ACCEPTED,),
            to_state=_A.REFUSED,
            who=(Role.OFFICER,),
            reason_required=True,
            label="不予办理",
            explanation="写明理由和依据，告知救济途径。",
        ),
        MoveRule(
            act="terminate",
            from_states=(
                _A.SUBMITTED,
                _A.AWAITING_COMPLETION,
                _A.AWAITING_PROOFS,
                _A.ACCEPTED,
            ),
            to_state=_A.TERMINATED,
            who=(Role.OFFICER,),
            reason_required=True,
            label="终止办理",
            explanation="承诺经听取陈述、认定不实以后，才能终止。",
        ),
        MoveRule(
            act="invalidate",
            from_states=(
                _A.SUBMITTED,
                _A.AWAITING_COMPLETION,
                _A.AWAITING_PROOFS,
                _A.ACCEPTED,
                _A.GRANTED,
            ),
            to_state=_A.INVALID,
            who=(Role.OFFICER,),
            reason_required=True,
            label="按无效处理",
            explanation="只有规定了这一措施的地方才有。",
        ),
        MoveRule(
            act="revoke",
            from_states=(_A.GRANTED,),
            to_state=_A.REVOKED,
            who=(Role.OFFICER,),
            reason_required=True,
            label="撤销决定",
            explanation="承诺经认定不实，依法撤销已经作出的决定。",
        ),
        MoveRule(
            act="abandon",
            from_states=(
                _A.DRAFT,
                _A.NOTICED,
                _A.SUBMITTED,
                _A.AWAITING_COMPLETION,
                _A.AWAITING_PROOFS,
            ),
            to_state=_A.ABANDONED,
            who=_SIDE,
            label="不办了",
            explanation="申请人自己取消，不留信用记录。",
        ),
    ),
)


class TaskStatus(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNABLE = "unable"
    CANCELLED = "cancelled"

    @property
    def chinese(self) -> str:
        return _TASK[self]


_TASK: dict[TaskStatus, str] = {
    TaskStatus.OPEN: "待核查",
    TaskStatus.CONFIRMED: "一致",
    TaskStatus.CONTRADICTED: "不一致",
    TaskStatus.UNABLE: "查不清",
    TaskStatus.CANCELLED: "不再需要",
}

VERIFICATION_TASK = MoveTable(
    kind="verification_task",
    initial=TaskStatus.OPEN,
    terminal=frozenset({TaskStatus.CONFIRMED, TaskStatus.CANCELLED}),
    rules=(
        MoveRule(
            act="confirm",
            from_states=(TaskStatus.OPEN, TaskStatus.UNABLE),
            to_state=TaskStatus.CONFIRMED,
            who=(Role.VERIFIER, Role.INSPECTOR, Role.SYSTEM),
            label="一致",
            explanation="承诺的事实经核查属实。",
        ),
        MoveRule(
            act="contradict",
            from_states=(TaskStatus.OPEN, TaskStatus.UNABLE),
            to_state=TaskStatus.CONTRADICTED,
            who=(Role.VERIFIER, Role.INSPECTOR),
            reason_required=True,
            label="不一致",
            explanation="查到的与承诺不同；先请本人说明，再作认定。",
        ),
        MoveRule(
            act="give_up",
            from_states=(TaskStatus.OPEN,),
            to_state=TaskStatus.UNABLE,
            who=(Role.VERIFIER, Role.INSPECTOR),
            reason_required=True,
            label="查不清",
            explanation="这一次查不清，不算本人不实，换办法再查。",
        ),
        MoveRule(
            act="clear",
            from_states=(TaskStatus.CONTRADICTED,),
            to_state=TaskStatus.CONFIRMED,
            who=(Role.OFFICER,),
            label="查明属实",
            explanation="听取说明以后查明不构成不实，承诺按属实记。",
        ),
        MoveRule(
            act="cancel",
            from_states=(TaskStatus.OPEN, TaskStatus.UNABLE),
            to_state=TaskStatus.CANCELLED,
            who=(Role.SYSTEM,),
            label="不再需要",
            explanation="承诺已撤回或者办件已经结束。",
        ),
    ),
)


class UntruthStatus(StrEnum):
    OPENED = "opened"
    NOTIFIED = "notified"
    HEARD = "heard"
    LAPSED = "lapsed"
    DISMISSED = "dismissed"
    MISTAKE = "mistake"
    UNTRUE = "untrue"
    FALSE = "false"
    UNFULFILLED = "unfulfilled"
    CLOSED = "closed"

    @property
    def chinese(self) -> str:
        return _UNTRUTH[self]


_UNTRUTH: dict[UntruthStatus, str] = {
    UntruthStatus.OPENED: "有一处对不上，还没有告诉本人",
    UntruthStatus.NOTIFIED: "已请本人说明",
    UntruthStatus.HEARD: "本人已经说明，等待认定",
    UntruthStatus.LAPSED: "说明期限已过，等待认定",
    UntruthStatus.DISMISSED: "不构成不实",
    UntruthStatus.MISTAKE: "误填，已经更正，不按不实处理",
    UntruthStatus.UNTRUE: "认定承诺不实（非故意）",
    UntruthStatus.FALSE: "认定虚假承诺（故意）",
    UntruthStatus.UNFULFILLED: "认定未按承诺履行",
    UntruthStatus.CLOSED: "处理完毕",
}

_U = UntruthStatus
_DECIDABLE = (_U.HEARD, _U.LAPSED)
FOUND_AGAINST = frozenset({_U.UNTRUE, _U.FALSE, _U.UNFULFILLED})
"""Findings that stand against the person and call for a consequence."""

UNTRUTH_FINDING = MoveTable(
    kind="untruth_finding",
    initial=_U.OPENED,
    terminal=frozenset({_U.DISMISSED, _U.MISTAKE, _U.CLOSED}),
    rules=(
        MoveRule(
            act="notify_person",
            from_states=(_U.OPENED,),
            to_state=_U.NOTIFIED,
            who=(Role.OFFICER, Role.VERIFIER),
            label="请本人说明",
            explanation="写明比对了什么、差在哪里、到哪一天以前可以说明。",
        ),
        MoveRule(
            act="state",
            from_states=(_U.NOTIFIED, _U.HEARD, _U.LAPSED),
            to_state=_U.HEARD,
            who=_SIDE,
            label="陈述、申辩",
            explanation="本人的说明随案卷走，认定时必须回应。",
        ),
        MoveRule(
            act="lapse",
            from_states=(_U.NOTIFIED,),
            to_state=_U.LAPSED,
            who=(Role.SYSTEM,),
            label="说明期限已过",
            explanation="本人没有说明；不等于认定不实。",
        ),
        MoveRule(
            act="dismiss",
            from_states=(_U.OPENED, *_DECIDABLE),
            to_state=_U.DISMISSED,
            who=(Role.OFFICER,),
            reason_required=True,
            label="不构成不实",
            explanation="数据有误，或者说明成立；不留任何不良记录。",
        ),
        MoveRule(
            act="find_mistake",
            from_states=_DECIDABLE,
            to_state=_U.MISTAKE,
            who=(Role.OFFICER,),
            reason_required=True,
            label="认定为误填",
            explanation="没有主观过错，按正确的情况仍然符合条件；不留信用记录，不作处理。",
            basis=("CN-CFF-33",),
        ),
        MoveRule(
            act="find_untrue",
            from_states=_DECIDABLE,
            to_state=_U.UNTRUE,
            who=(Role.OFFICER,),
            reason_required=True,
            label="认定不实（非故意）",
            explanation="写明事实、理由、文书号。",
        ),
        MoveRule(
            act="find_false",
            from_states=_DECIDABLE,
            to_state=_U.FALSE,
            who=(Role.OFFICER,),
            reason_required=True,
            label="认定虚假（故意）",
            explanation="另外写明认定故意的理由。",
        ),
        MoveRule(
            act="find_unfulfilled",
            from_states=_DECIDABLE,
            to_state=_U.UNFULFILLED,
            who=(Role.OFFICER,),
            reason_required=True,
            label="认定未按承诺履行",
            explanation="只有规定了这一情形的地方才有。",
        ),
        MoveRule(
            act="close",
            from_states=tuple(sorted(FOUND_AGAINST)),
            to_state=_U.CLOSED,
            who=(Role.OFFICER,),
            label="处理完毕",
            explanation="应当作出的处理都已作出，或者写明没有法律依据。",
        ),
    ),
)


class RecordStatus(StrEnum):
    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    DROPPED = "dropped"
    DISPUTED = "disputed"
    REPAIRED = "repaired"
    ENDED = "ended"
    ANNULLED = "annulled"

    @property
    def chinese(self) -> str:
        return _RECORD[self]


_RECORD: dict[RecordStatus, str] = {
    RecordStatus.PROPOSED: "待登记",
    RecordStatus.IN_FORCE: "有效",
    RecordStatus.DROPPED: "不予登记",
    RecordStatus.DISPUTED: "有异议，正在核实",
    RecordStatus.REPAIRED: "已修复",
    RecordStatus.ENDED: "已到期",
    RecordStatus.ANNULLED: "已撤销",
}

CREDIT_RECORD = MoveTable(
    kind="credit_record",
    initial=RecordStatus.PROPOSED,
    terminal=frozenset(
        {
            RecordStatus.DROPPED,
            RecordStatus.REPAIRED,
            RecordStatus.ENDED,
            RecordStatus.ANNULLED,
        }
    ),
    rules=(
        MoveRule(
            act="register",
            from_states=(RecordStatus.PROPOSED,),
            to_state=RecordStatus.IN_FORCE,
            who=(Role.CREDIT_OFFICER,),
            label="登记",
            explanation="核对文书号、日期、认定机关和程度以后登记。",
        ),
        MoveRule(
            act="drop",
            from_states=(RecordStatus.PROPOSED,),
            to_state=RecordStatus.DROPPED,
            who=(Role.CREDIT_OFFICER,),
            reason_required=True,
            label="不予登记",
            explanation="依据不足的退回，不产生任何后果。",
        ),
        MoveRule(
            act="repair",
            from_states=(RecordStatus.IN_FORCE,),
            to_state=RecordStatus.REPAIRED,
            who=(Role.CREDIT_OFFICER,),
            reason_required=True,
            label="准予修复",
            explanation="修复以后立即可以再用承诺。",
        ),
        MoveRule(
            act="dispute",
            from_states=(RecordStatus.IN_FORCE,),
            to_state=RecordStatus.DISPUTED,
            who=(Role.APPLICANT,),
            label="提出异议",
            explanation="马上标明有异议；有结果以前，这条记录不影响您。",
            basis=(OBJECTION_BASIS,),
        ),
        MoveRule(
            act="annul",
            from_states=(RecordStatus.DISPUTED,),
            to_state=RecordStatus.ANNULLED,
            who=(Role.CREDIT_OFFICER,),
            reason_required=True,
            label="撤销",
            explanation="异议成立：记录从各处撤下，像没有记过一样。",
            basis=(OBJECTION_BASIS,),
        ),
        MoveRule(
            act="correct",
            from_states=(RecordStatus.DISPUTED,),
            to_state=RecordStatus.IN_FORCE,
            who=(Role.CREDIT_OFFICER,),
            reason_required=True,
            label="更正",
            explanation="异议成立：按查明的情况改，告诉所有收到过的。",
            basis=(OBJECTION_BASIS,),
        ),
        MoveRule(
            act="uphold",
            from_states=(RecordStatus.DISPUTED,),
            to_state=RecordStatus.IN_FORCE,
            who=(Role.CREDIT_OFFICER, Role.APPLICANT),
            label="恢复原状",
            explanation="异议不成立，或者本人撤回：记录照原样有效。",
            basis=(OBJECTION_BASIS,),
        ),
        MoveRule(
            act="end",
            from_states=(RecordStatus.IN_FORCE, RecordStatus.DISPUTED),
            to_state=RecordStatus.ENDED,
            who=(Role.SYSTEM,),
            label="到期",
            explanation="期限届满，记录不再有任何效果。",
        ),
    ),
)


class RepairStatus(StrEnum):
    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def chinese(self) -> str:
        return {"requested": "已申请", "granted": "准予修复", "refused": "暂不修复"}[self.value]


CREDIT_REPAIR = MoveTable(
    kind="credit_repair",
    initial=RepairStatus.REQUESTED,
    terminal=frozenset({RepairStatus.GRANTED, RepairStatus.REFUSED}),
    rules=(
        MoveRule(
            act="grant_repair",
            from_states=(RepairStatus.REQUESTED,),
            to_state=RepairStatus.GRANTED,
            who=(Role.CREDIT_OFFICER,),
            reason_required=True,
            label="准予修复",
            explanation="写明理由，当天通知本人。",
        ),
        MoveRule(
            act="refuse_repair",
            from_states=(RepairStatus.REQUESTED,),
            to_state=RepairStatus.REFUSED,
            who=(Role.CREDIT_OFFICER,),
            reason_required=True,
            label="暂不修复",
            explanation="写明还差什么、什么时候可以再申请。",
        ),
    ),
)

TABLES: dict[str, MoveTable] = {
    table.kind: table
    for table in (
        APPLICATION,
        VERIFICATION_TASK,
        UNTRUTH_FINDING,
        CREDIT_RECORD,
        CREDIT_REPAIR,
        CREDIT_OBJECTION,
        TROUBLED_PROOF,
        TOUCHED_ENTRY,
        AGENCY_SUCCESSION,
        LIST_DIFFERENCE,
        VERIFICATION_BATCH,
        DRAW,
        VISIT,
        INSPECTION_ITEM,
        SHARED_PROOF,
        SHARING_TASK,
        DEPARTMENT_SYSTEM,
        SOURCE_CORRECTION,
        ASSISTANCE_REQUEST,
        ASSISTANCE_ENTRY,
        CONFIRMATION_REQUEST,
        DEBT_NOTICE,
        FAIRNESS_ALARM,
        RISK_POINT,
        HAZARD,
        ERROR_CASE,
        LIABILITY_ENTRY,
        COVER,
        CLAIM,
        INTENDED_MEASURE,
        SUPERVISION_ENTRY,
        CREDIT_CHECK,
        CHECK_FEEDBACK,
        POST,
        LISTING,
        SANCTION,
        UNIT_LETTER,
        PUBLICATION,
        POSTING,
    )
}
