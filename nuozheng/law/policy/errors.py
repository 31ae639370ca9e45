"""What is wrong with a pack, said so that its author can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One fault: where, what was expected, what was found, and how it is written rightly."""

    file: str
    key: str
    expected: str
    found: str
    example: str = ""

    def __str__(self) -> str:
        lines = [
            f"{self.file}：{self.key or '（整个文件）'}",
            f"  应当是：{self.expected}",
            f"  现在是：{self.found}",
        ]
        if self.example:
            lines.append(f"  例如：{self.example}")
        return "\n".join(lines)


class PackError(Exception):
    """A pack can't be loaded; every fault of the file is listed at once."""

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class UnknownPolicy(LookupError):
    """No pack answers to this key, or none was in force at this place on this day."""
