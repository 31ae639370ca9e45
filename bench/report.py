"""What is printed: figures with what they mean, ratios, aims."""

from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table


@dataclass
class Report:
    """One part's figures, in the order in which they were found."""

    title: str
    rows: list[tuple[str, ...]] = field(default_factory=list)
    columns: tuple[str, ...] = ("", "")
    notes: list[str] = field(default_factory=list)

    def row(self, *cells: str) -> None:
        self.rows.append(cells)

    def note(self, line: str) -> None:
        self.notes.append(line)

    def ratio(self, what: str, figure: float, floor: float) -> None:
        """How many times the floor something is."""
        self.note(f"比值 {what}：{figure / floor:.2f}")

    def aim(self, what: str, figure: str, reached: bool) -> None:
        self.note(f"目标 {what}：{figure}，{'达到' if reached else '未达到'}")

    def print(self, console: Console) -> None:
        console.print(f"\n[bold]{self.title}[/]")
        table = Table(*self.columns, box=None, pad_edge=False)
        for column in table.columns[1:]:
            column.justify = "right"
        for row in self.rows:
            table.add_row(*row)
        console.print(table)
        for line in self.notes:
            console.print(f"  {line}", soft_wrap=True)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"
