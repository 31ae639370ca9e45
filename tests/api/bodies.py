"""One plausible body for every operation that takes one, by method and path of the description."""

from typing import Any

from tests.api.caller import ROOT
from tests.world import ALL_STATEMENTS

Operation = tuple[str, str]
PUBLIC: frozenset[Operation] = frozenset(
    {
        ("get", "letters/{number}"),
        ("get", "disclosures/{number}"),
        ("get", "log"),
        ("get", "log/proofs/{sha256}"),
        ("get", "places/{slug}/versions"),
        ("get", "places/{slug}/entries"),
        ("get", "places/{slug}/differences"),
        ("get", "entries/{id}/versions"),
        ("get", "items/{id}/guide"),
    }
)
"""Answered without a token."""

CASE = "applications/{number}"
REVISION = "revisions/{number}"
CHANGE, LETTER = f"{REVISION}/changes/{{id}}", f"{REVISION}/letters/{{service}}"
ENTRY: dict[str, Any] = {
    "item": {"name": "示例登记", "implementation_code": "11150600MB00000000300299910700001"},
    "proof": {"name": "示例情况证明", "kind": "qualification", "issuing_body": "示例单位"},
    "substitution": "data_sharing",
    "legal_basis": "示例条例",
    "article": "第一条",
    "basis_level": "regulation",
    "content": "示例内容。",
}
BODIES: dict[Operation, dict[str, Any]] = {
    ("post", "applications"): {"item": 1, "party": None, "authorisation": None},
    ("post", f"{CASE}/proofs/{{id}}/choice"): {
        "way": "retained",
        "declined_because": "unwilling",
    },
    ("post", f"{CASE}/proofs/{{id}}/certificate"): {"code": "EC0123456789ABCDEF", "channel": "app"},
    ("post", f"{CASE}/proofs/{{id}}/obtained"): {"note": "出具单位当日答复"},
    ("put", f"{CASE}/declaration"): {
        "proofs": [{"proof": 1, "facts": {"monthly_income": 1200.5}, "ticked": ["income"]}]
    },
    ("post", f"{CASE}/bundle"): {"purpose": "suit"},
    ("post", f"{CASE}/signature"): {"statements": list(ALL_STATEMENTS), "insists": ""},
    ("post", f"{CASE}/withdrawal"): {"reason": "情况有变化"},
    ("post", f"{CASE}/correction"): {
        "proofs": [{"proof": 1, "facts": {"monthly_income": 1300}}],
        "why": "看错了",
        "insists": "",
    },
    ("post", "findings/{id}/intentions"): {
        "measure": "penalise",
        "content": "警告",
        "legal_basis": "示例条例第二条",
        "reasons": "与登记不同",
        "penalty_kind": "warning",
        "amount_yuan": 0,
    },
    ("post", f"{CASE}/disclosure-consent"): {"places": ["网站"]},
    ("post", f"{CASE}/completion"): {"answer": "已经补齐"},
    ("post", f"{CASE}/completion-request"): {
        "proofs": [1],
        "message": "请补交",
        "unlisted": ["别的证明"],
    },
    ("post", f"{CASE}/decision"): {"grant": False, "reason": "不符合规定"},
    ("post", "tasks/{id}/result"): {"result": "unable", "note": "没有人", "evidence": None},
    ("post", "batches"): {"source": None, "due_by": "2027-01-31", "most": 10},
    ("post", "visits/{id}/record"): {
        "key": "0d2f1c9e-3f63-4a54-9f57-6f4d9b2c7a10",
        "version": 1,
        "arrived_at": "2026-01-31T09:30:00+08:00",
        "left_at": "2026-01-31T10:00:00+08:00",
        "checks": [{"task": 1, "result": "unable", "note": "门锁着", "photos": []}],
        "officers": [{"account": 1, "certificate": "示例-1", "signature": {"typed": "示例人员"}}],
        "party": {"typed": "", "drawn": None},
        "signer": "",
        "said": "",
        "refusal": "人不在",
        "witness": "示例见证人",
    },
    ("post", f"{CASE}/routine-inspections"): {
        "on": "2026-01-31",
        "inspectors": ["示例甲", "示例乙"],
        "criteria": ["draw", "risk"],
        "measure": "guide",
    },
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
    ("post", "credit-files/{id}/unmasking"): {"purpose": "核对同名人员"},
    ("post", "records/{id}/dropping"): {"reason": "依据不足"},
    ("post", "records/{id}/repairs"): {
        "duties_done": True,
        "promise_made": True,
        "evidence": "已经改正",
    },
    ("post", "records/{id}/objections"): {"said": "合同日期看错了"},
    ("post", "objections/{id}/answer"): {"record_holds": True, "text": "认定没有错"},
    ("post", "objections/{id}/decision"): {
        "outcome": "correct_record",
        "reason": "程度定重了",
        "severity": "minor",
        "behaviour": "untrue_content",
        "document_number": "示例认〔2026〕8号",
        "document_on": "2026-11-01",
    },
    ("post", "stop-orders/{id}/receipt"): {"receipt": "示例局复函，已恢复"},
    ("post", "records/{id}/listings"): {
        "list": "false_commitment",
        "reasons": "认定书已经生效",
        "evidence": "认定书",
    },
    ("post", "records/{id}/sanctions"): {
        "measure": "honours",
        "actor": "政府",
        "agency": 1,
        "reasons": "认定书已经生效",
        "evidence": "认定书",
    },
    ("post", "restraints/{code}/answer"): {"text": "已经改正"},
    ("post", "restraints/{code}/decision"): {
        "in_force": True,
        "reason": "说明不能采纳",
        "until": "2027-01-31",
    },
    ("post", "restraints/{code}/ending"): {"reason": "不再需要"},
    ("post", "restraints/{code}/executions"): {"on": "2026-12-01", "words": "没有列入评选"},
    ("post", "sanction-checks"): {
        "agency": 1,
        "domain": "honours",
        "kind": "person",
        "name": "示例人员",
        "identifier": "150602199001010000",
        "purpose": "示例评选",
        "case_number": "",
    },
    ("post", "repairs/{id}/decision"): {"grant": True, "reason": "已经改正"},
    ("post", "revisions"): {
        "list": "huainan-maoji-2021",
        "agency": None,
        "kind": "list",
        "title": "示例修订",
        "grounds": "",
        "event_on": None,
    },
    ("put", REVISION): {"title": "示例修订", "grounds": "理由", "specialised": False},
    ("post", f"{REVISION}/abandonment"): {"reason": "不报了"},
    ("post", f"{REVISION}/changes"): {
        "kind": "add",
        "entry": None,
        "content": ENTRY,
        "reason": "新增",
    },
    ("put", CHANGE): {"content": ENTRY, "reason": "改写"},
    ("put", f"{CHANGE}/scope-check"): {
        "touches": [],
        "high_risk": False,
        "costly_to_correct": False,
        "beyond_repair": False,
        "correctable_afterwards": True,
        "risk_controllable": True,
        "negative_situations": [],
        "selected_by": [],
        "kept_for": "",
        "specialised": False,
    },
    ("put", LETTER): {"paragraphs": {"power_to_verify": ["有权核查。"]}},
    ("put", f"{LETTER}/answers"): {
        "answers": [{"question": "全面准确", "answer": "no", "note": "差一句"}]
    },
    ("post", f"{LETTER}/leaves"): {
        "item": "power_to_verify",
        "rule": "V01",
        "passage": "其他材料。",
        "reason": "引用原文",
    },
    ("post", f"{REVISION}/opinions"): {
        "step": "legality_review",
        "outcome": "returned",
        "text": "有一处要改。",
        "points": [{"change": None, "what": "写明哪一天"}],
        "document_number": "",
        "documents": {"意见": "JVBERi0xLjQ="},
    },
    ("post", f"{REVISION}/publication"): {"effective_from": "2027-01-31"},
    ("post", f"{REVISION}/announcements"): {
        "subject": "list",
        "channel": "网站",
        "place": "https://example.com/list",
        "on": "2026-01-31",
    },
    ("post", f"{REVISION}/filing"): {"on": "2026-01-31", "receipt": "示例1号"},
}


def every_operation() -> dict[Operation, dict[str, Any]]:
    """All operations of the description, by method and path below the API's address."""
    from nuozheng.api.urls import api

    return {
        (method, path.removeprefix(ROOT)): operation
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method, operation in operations.items()
    }
