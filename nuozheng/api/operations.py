"""What a caller may do now, as calls: the table of moves with the address of each act."""

from collections.abc import Iterable

from nuozheng.api.schemas import Out
from nuozheng.law.moves import MoveTable
from nuozheng.law.review import PASS, RETURN
from nuozheng.law.vocabulary import Role

# Acts without an address here follow from another one: ending a case, from a consequence.
_CALLS = {
    "application": {
        "choose": ("POST", "applications/{id}/proofs/{{proof}}/choice"),
        "notify": ("POST", "applications/{id}/notice"),
        "sign": ("POST", "applications/{id}/signature"),
        "submit": ("POST", "applications/{id}/submission"),
        "resubmit": ("POST", "applications/{id}/submission"),
        "complete": ("POST", "applications/{id}/completion"),
        "withdraw": ("POST", "applications/{id}/withdrawal"),
        "abandon": ("POST", "applications/{id}/abandonment"),
        "accept": ("POST", "applications/{id}/acceptance"),
        "request_completion": ("POST", "applications/{id}/completion-request"),
        "grant": ("POST", "applications/{id}/decision"),
        "refuse": ("POST", "applications/{id}/decision"),
    },
    "verification_task": {
        "confirm": ("POST", "tasks/{id}/result"),
        "contradict": ("POST", "tasks/{id}/result"),
        "give_up": ("POST", "tasks/{id}/result"),
    },
    "verification_batch": {
        "pause": ("POST", "batches/{id}/pause"),
        "resume": ("POST", "batches/{id}/resumption"),
    },
    "visit": {
        "open_package": ("POST", "visits/{id}/package"),
        "record_visit": ("POST", "visits/{id}/record"),
    },
    "untruth_finding": {
        "notify_person": ("POST", "findings/{id}/notification"),
        "state": ("POST", "findings/{id}/statements"),
        "dismiss": ("POST", "findings/{id}/dismissal"),
        "find_untrue": ("POST", "findings/{id}/judgement"),
        "find_false": ("POST", "findings/{id}/judgement"),
        "find_unfulfilled": ("POST", "findings/{id}/judgement"),
        "close": ("POST", "findings/{id}/closing"),
    },
    "credit_record": {
        "register": ("POST", "records/{id}/registration"),
        "drop": ("POST", "records/{id}/dropping"),
        "dispute": ("POST", "records/{id}/objections"),
    },
    "credit_objection": {
        "answer_objection": ("POST", "objections/{id}/answer"),
        "annul_record": ("POST", "objections/{id}/decision"),
        "correct_record": ("POST", "objections/{id}/decision"),
        "reject_objection": ("POST", "objections/{id}/decision"),
        "withdraw_objection": ("POST", "objections/{id}/withdrawal"),
    },
    "credit_repair": {
        "grant_repair": ("POST", "repairs/{id}/decision"),
        "refuse_repair": ("POST", "repairs/{id}/decision"),
    },
    "revision": {
        "submit": ("POST", "revisions/{id}/submission"),
        PASS: ("POST", "revisions/{id}/opinions"),
        RETURN: ("POST", "revisions/{id}/opinions"),
        "publish": ("POST", "revisions/{id}/publication"),
        "announce": ("POST", "revisions/{id}/announcements"),
        "file": ("POST", "revisions/{id}/filing"),
        "abandon": ("POST", "revisions/{id}/abandonment"),
    },
}


class Operation(Out):
    """An act that is open to the caller; `href` is relative to the API's address."""

    act: str
    label: str
    explanation: str
    reason_required: bool
    method: str
    href: str


def operations(table: MoveTable, status: str, roles: Iterable[Role], id: object) -> list[Operation]:
    """In the order of the table, each act once."""
    rules = {rule.act: rule for role in roles for rule in table.allowed(status, role)}
    return [
        Operation(
            act=act,
            label=rule.label,
            explanation=rule.explanation,
            reason_required=rule.reason_required,
            method=call[0],
            href=call[1].format(id=id),
        )
        for act, rule in rules.items()
        if (call := _call(table.kind, act))
    ]


def _call(kind: str, act: str) -> tuple[str, str] | None:
    """The call for an act; what is said of a step goes to one address, whichever step it is."""
    calls = _CALLS[kind]
    return calls.get(act) or next(
        (calls[said] for said in (PASS, RETURN) if said in calls and act.startswith(said)), None
    )
