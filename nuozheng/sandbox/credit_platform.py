"""The sandbox's credit platform: it checks who sends, takes each message once, and signs for it."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from pydantic import ValidationError

from nuozheng.evidence import sm2
from nuozheng.gateways.credit.grading import Grade, GradesAsked, GradesGiven
from nuozheng.gateways.credit.protocol import (
    Message,
    Receipt,
    receipt_bytes,
    receipt_signature,
)
from nuozheng.gateways.sources.signing import (
    SIGNATURE_HEADER,
    TIME_HEADER,
    signature,
    signature_problem,
    sm2_problem,
)

FOLDER = "credit"
"""Platforms stand at /credit/<place>."""
FILE_NAME = "credit-platforms.toml"
PLATFORMS = {
    "ordos": "信用信息共享平台（鄂尔多斯，演示）",
    "xian-baqiao": "全国信用信息共享平台（陕西西安，演示）",
    "huainan-maoji": "信用信息共享平台（毛集，演示）",
    "lianyungang": "市公共信用信息系统（连云港，演示）",
}
GRADING = {"ordos": "企业信用分级分类监管平台（鄂尔多斯，演示）"}
GRADED_ON = date(2026, 9, 30)


@dataclass
class CreditPlatform:
    """One platform for all places; `records` as last told, `receipts` by message id.

    With a `signer` it signs by SM2, and who sends must have the key `sender`.
    """

    key: bytes = field(repr=False)
    signer: sm2.Signer | None = None
    sender: bytes = b""
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    deliveries: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """Status, answer and further headers for one POST."""
        at, given = headers.get(TIME_HEADER, ""), headers.get(SIGNATURE_HEADER, "")
        if self.signer:
            problem = sm2_problem(self.sender, at, given, body)
        else:
            problem = signature_problem(self.key, at, given, body)
        if problem:
            return 401, _refusal(problem), {}
        try:
            message = Message.model_validate_json(body)
        except ValidationError:
            return 400, _refusal("格式不对"), {}
        with self._lock:
            self.deliveries += 1
            if str(message.id) not in self.receipts:
                if problem := self._file(message):
                    return 422, _refusal(problem), {}
                self.receipts[str(message.id)] = f"XY-{len(self.receipts) + 1:06d}"
            number = self.receipts[str(message.id)]
        gone = message.action == "remove" and message.record not in self.records
        said = Receipt(id=message.id, receipt=number, removed=gone).model_dump_json().encode()
        return 200, said, {SIGNATURE_HEADER: self._signed(message, said)}

    def grade(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """The grades of companies: from their code, so that the same one is always the same."""
        at, given = headers.get(TIME_HEADER, ""), headers.get(SIGNATURE_HEADER, "")
        if problem := signature_problem(self.key, at, given, body):
            return 401, _refusal(problem), {}
        try:
            asked = GradesAsked.model_validate_json(body)
        except ValidationError:
            return 400, _refusal("格式不对"), {}
        grades = tuple(
            Grade(code=code, grade="ABCD"[crc32(code.encode()) % 4], graded_on=GRADED_ON)
            for code in asked.codes
        )
        said = GradesGiven(id=asked.id, grades=grades).model_dump_json().encode()
        return 200, said, {SIGNATURE_HEADER: receipt_signature(self.key, asked.id, said)}

    def _file(self, message: Message) -> str:
        """Keep what it says of the record; why not, where it can't.

        Its memory ends with the process, so that what was added before need not be known.
        """
        if message.action == "add" and message.record in self.records:
            return "这条记录已经有了"
        if message.action == "remove":
            self.records.pop(message.record, None)
            return ""
        if message.content is None:
            return "没有内容"
        self.records[message.record] = message.content.model_dump(mode="json", by_alias=True)
        return ""

    def _signed(self, message: Message, said: bytes) -> str:
        if self.signer:
            return self.signer.sign(receipt_bytes(message.id, said)).hex()
        return receipt_signature(self.key, message.id, said)


def platform_key(sources_key: bytes) -> bytes:
    """32 bytes that both ends of a demonstration make from the key they share already."""
    return bytes.fromhex(signature(sources_key, FOLDER, b""))


def write_platforms(file: Path, base_url: str, sources_key: bytes) -> Path:
    """The file for NUOZHENG_CREDIT_PLATFORMS: a platform for each place of the demonstration."""
    key = platform_key(sources_key).hex()
    parts = (
        f'[platform.{place}]\ntitle = "{title}"\nurl = "{base_url}/{FOLDER}/{place}"\n'
        f'places = ["{place}"]\nkey = "{key}"\n'
        for place, title in PLATFORMS.items()
    )
    grading = (
        f'[grading.{place}-grading]\ntitle = "{title}"\nurl = "{base_url}/{FOLDER}/{place}"\n'
        f'places = ["{place}"]\nkey = "{key}"\n'
        for place, title in GRADING.items()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text("\n".join((*parts, *grading)), "utf-8")
    return file


def _refusal(detail: str) -> bytes:
    return json.dumps({"detail": detail}, ensure_ascii=False).encode()
