"""范本: the model letter of a place, a file beside its pack that can be replaced without code."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from nuozheng.law.letter_model.model import LetterModel, ModelItem
from nuozheng.law.letter_model.reading import read_model
from nuozheng.law.letter_model.writing import Told, Written, holds, write_item
from nuozheng.law.policy import LOWEST, PackError, PackProblem, Policy, load_policy, policies

__all__ = [
    "FOLDER",
    "LetterModel",
    "ModelItem",
    "Told",
    "Written",
    "holds",
    "letter_model",
    "load_letter_model_file",
    "write_item",
]
FOLDER = "letters"
"""Beside the packs; a file has the name of its pack."""


def letter_model(policy: Policy) -> LetterModel:
    """The model of a place: its own, else that of the pack it extends, else the national one."""
    return _model(_nearest(policy), policy.key if policy.key in policies() else LOWEST)


def load_letter_model_file(path: Path, policy: Policy) -> LetterModel:
    """The model in a file, checked under a policy; PackError with every fault of the file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError([PackProblem(path.name, "", "可以读取的 UTF-8 文件", str(error))]) from None
    return read_model(text, path.name, policy)


def _nearest(policy: Policy) -> str:
    own = policy
    while own.key != LOWEST:
        if files("nuozheng.law.packs").joinpath(FOLDER, f"{own.key}.toml").is_file():
            break
        own = load_policy(own.extends or LOWEST)
    return own.key


@cache
def _model(key: str, policy_key: str) -> LetterModel:
    """Read once for each pack that uses it, because it must fit each of them."""
    text = files("nuozheng.law.packs").joinpath(FOLDER, f"{key}.toml").read_text(encoding="utf-8")
    return read_model(text, f"{FOLDER}/{key}.toml", load_policy(policy_key))
