"""The detached SM2 signature of a paper as a small JSON file beside it (.sm2.json).

SM2 with SM3 over the file's bytes (GB/T 32918.2; the signature value in DER as GM/T 0009 writes it,
with its usual signer's name), so that any SM2 program checks it without us. GB/T 35275's envelope
would need an SM2 certificate; the key is published beside the letter instead.
"""

import base64
import binascii
import hashlib
import json
from typing import Any, Protocol

from nuozheng.evidence.sm2 import WrongKey, public_key, verify

SUFFIX = ".sm2.json"
MEDIA_TYPE = "application/json"
_FORMAT = "nuozheng-sm2/1"
SIGNER_NAME = "1234567812345678"


class WrongSignature(ValueError):
    """The signature file can't be used or doesn't hold; the text says why."""


def written(*, sha256: str, sm3: str, key: str, signature: bytes) -> bytes:
    """The file; the key as 130 hexadecimal digits."""
    said = {
        "format": _FORMAT,
        "algorithm": "SM2-with-SM3",
        "standard": "GB/T 32918.2-2016, GM/T 0009-2012",
        "signer_name": SIGNER_NAME,
        "sm3": sm3,
        "sha256": sha256,
        "public_key": f"04{key}",
        "signature": base64.b64encode(signature).decode(),
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n"


class SignedPaper(Protocol):
    """A filed document with its SM2 signature."""

    sha256: str
    sm3: str
    sm2_key: str
    sm2_signature: Any


def of(paper: SignedPaper) -> bytes:
    """The file of a paper that was signed."""
    return written(
        sha256=paper.sha256,
        sm3=paper.sm3,
        key=paper.sm2_key,
        signature=bytes(paper.sm2_signature),
    )


def signer_of(said: bytes, content: bytes) -> str:
    """The key (128 hexadecimal digits) that signed these bytes. Errors: WrongSignature."""
    try:
        read = json.loads(said)
        if read["format"] != _FORMAT:
            raise ValueError
        key, sm3 = public_key(str(read["public_key"])), str(read["sm3"])
        signature = base64.b64decode(str(read["signature"]), validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error, WrongKey, RecursionError):
        raise WrongSignature("不是SM2签名文件的写法") from None
    if hashlib.new("sm3", content).hexdigest() != sm3:
        raise WrongSignature("文件的SM3摘要和签名文件里写的不一致")
    if not verify(key, content, signature):
        raise WrongSignature("SM2签名不对")
    return key.hex()
