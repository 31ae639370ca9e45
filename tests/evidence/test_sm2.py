"""SM2: the standard's own example, keys in files, and silence about wrong signatures."""

import os
from pathlib import Path

import gmssl_pyx
import pytest

from nuozheng.evidence import sm2

# GB/T 32918.5-2017, annex A.2.
PRIVATE = bytes.fromhex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
PUBLIC = bytes.fromhex(
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
MESSAGE = b"message digest"
R = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
S = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
DER = bytes.fromhex(f"3046022100{R}022100{S}")


def test_the_signature_of_the_standard_is_right_and_of_nothing_else() -> None:
    assert sm2.verify(PUBLIC, MESSAGE, DER)
    assert not sm2.verify(PUBLIC, MESSAGE + b".", DER)
    assert not sm2.verify(PUBLIC, MESSAGE, DER[:-1] + bytes([DER[-1] ^ 1]))
    assert not sm2.verify(sm2.KeyPair.new().public_key, MESSAGE, DER)
    for malformed in (b"", b"0", DER[:40], b"\x30\x44" + b"\xff" * 68, DER + b"\0" * 9):
        assert not sm2.verify(PUBLIC, MESSAGE, malformed)
    for nobody in (b"", b"\1" * 64, PUBLIC[:63]):
        assert not sm2.verify(nobody, MESSAGE, DER)


def test_what_a_pair_signs_its_public_key_confirms() -> None:
    pair = sm2.KeyPair(PUBLIC, PRIVATE)
    signed = pair.sign(MESSAGE)
    assert sm2.verify(pair.public_key, MESSAGE, signed)
    assert signed != pair.sign(MESSAGE), "the random number of a signature is used once"
    assert PRIVATE.hex() not in repr(pair)


def test_a_wrong_signature_says_nothing_and_swallows_nobody_s_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not sm2.verify(PUBLIC, MESSAGE, b"\x30\x44" + b"\x02" * 68)
    assert not sm2.verify(b"\1" * 64, MESSAGE, DER)
    assert capfd.readouterr().err == ""

    def loudly(*_: object) -> bool:
        os.write(2, b"/src/sm2_sign.c:265:sm2_fast_verify():\nanother thread's line\n")
        return False

    monkeypatch.setattr(gmssl_pyx, "sm2_verify", loudly)
    assert not sm2.verify(PUBLIC, MESSAGE, DER)
    assert capfd.readouterr().err == "another thread's line\n"


def test_a_key_file_is_read_only_where_nobody_else_can(tmp_path: Path) -> None:
    file = tmp_path / "sm2.key"
    pair = sm2.KeyPair.new()
    pair.write(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert sm2.key_file(file) == pair
    assert sm2.public_key_file(file) == pair.public_key == sm2.public_key(pair.public_key.hex())
    with pytest.raises(FileExistsError):
        sm2.KeyPair.new().write(file)
    sm2.key_file.cache_clear()
    file.chmod(0o640)
    with pytest.raises(sm2.WrongKey, match="chmod 600"):
        sm2.key_file(file)
    strange = tmp_path / "strange.key"
    for text in ("", "zz", f"{PRIVATE.hex()}\n{pair.public_key.hex()}\n"):
        strange.write_text(text)
        strange.chmod(0o600)
        with pytest.raises(sm2.WrongKey) as wrong:
            sm2.key_file(strange)
        assert PRIVATE.hex() not in str(wrong.value)
    with pytest.raises(sm2.WrongKey):
        sm2.public_key("04" + "11" * 64)
