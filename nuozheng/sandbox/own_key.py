"""An SM2 key of our own, and a register that says which source is asked with it."""

from pathlib import Path

from nuozheng.evidence.sm2 import KeyPair

KEY_NAME = "sm2.key"


def sign_by_sm2(folder: Path, source: str) -> None:
    """In a folder for NUOZHENG_SOURCES_FOLDER: the key, made once, and the source's transport.

    The source's end reads only the public half, which lies beside the key.
    """
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / KEY_NAME
    if not key.exists():
        KeyPair.new().write(key)
    (folder / f"{source}.toml").write_text(
        f'[{source}.transport]\nkind = "http"\nsignature = "sm2"\nkey_file = "{key}"\n', "utf-8"
    )
