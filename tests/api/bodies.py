"""One plausible body for every operation that takes one, by method and path of the description."""

from typing import Any

from tests.api.caller import ROOT
from tests.world import ALL_STATEMENTS

Operation = tuple[str, str]

CASE = "applications/{number}"
BODIES: dict[Operation, dict[str, Any]] = {
    ("post", "applications"): {"item": 1, "party": None, "authorisation": None},
    ("post", f"{CASE}/proofs/{{id}}/choice"): {
        "way": "retained",
        "declined_because": "unwilling",
    },
    ("post", f"{CASE}/proofs/{{id}}/obtained"): {"note": "出具单位当日答复"},
    ("put", f"{CASE}/declaration"): {
        "proofs": [{"proof": 1, "facts": {"monthly_income": 1200.5}, "ticked": ["income"]}]
    },
    ("post", f"{CASE}/signature"): {"statements": list(ALL_STATEMENTS), "insists": ""},
    ("post", f"{CASE}/withdrawal"): {"reason": "情况有变化"},
    ("post", f"{CASE}/completion"): {"answer": "已经补齐"},
    ("post", f"{CASE}/completion-request"): {
        "proofs": [1],
        "message": "请补交",
        "unlisted": ["别的证明"],
    },
    ("post", f"{CASE}/decision"): {"grant": False, "reason": "不符合规定"},
    ("post", "tasks/{id}/result"): {"result": "unable", "note": "没有人", "evidence": None},
    ("post", "findings/{id}/statements"): {"text": "看错了", "attachment": None},
    ("post", "findings/{id}/judgement"): {
        "outcome": "untrue",
        "reasoning": "与登记不同",
        "answer_to_statement": "不能采纳",
        "document_number": "示例认〔2026〕9号",
        "severity": "minor",
        "impact": "没有影响",
        "intent": "",
    },
    ("post", "findings/{id}/dismissal"): {"reason": "数据有误"},
    ("post", "findings/{id}/consequences"): {
        "measure": "rectify",
        "document_number": "示例处〔2026〕9号",
        "legal_basis": "示例条例第一条",
        "content": "补办手续",
        "due_on": "2027-01-31",
        "receiving_body": "",
        "sent_on": None,
        "files": ["卷宗"],
    },
    ("post", "findings/{id}/closing"): {"no_basis": {"penalise": "没有依据"}},
    ("post", "records/{id}/dropping"): {"reason": "依据不足"},
    ("post", "records/{id}/repairs"): {
        "duties_done": True,
        "promise_made": True,
        "evidence": "已经改正",
    },
    ("post", "repairs/{id}/decision"): {"grant": True, "reason": "已经改正"},
}


def every_operation() -> dict[Operation, dict[str, Any]]:
    """All operations of the description, by method and path below the API's address."""
    from nuozheng.api.urls import api

    return {
        (method, path.removeprefix(ROOT)): operation
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method, operation in operations.items()
    }
