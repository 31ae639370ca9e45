"""TOML files with keys in them, which nobody but us may read."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)


def read_private(path: str, model: type[M], wrong: type[Exception]) -> M:
    """The file as this model says; `wrong` names the place of a fault in it and never a value."""
    file = Path(path).expanduser()
    try:
        if file.stat().st_mode & 0o077:
            raise wrong(f"{file}：别人也能读；请运行 chmod 600 {file}")
        return model.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise wrong(f"{file}：读不懂（{type(fault).__name__}）") from None
    except ValidationError as faults:
        said = "；".join(
            f"{'.'.join(map(str, one['loc']))}：{one['msg']}"
            for one in faults.errors(include_input=False, include_url=False)
        )
        raise wrong(f"{file}：{said}") from None
