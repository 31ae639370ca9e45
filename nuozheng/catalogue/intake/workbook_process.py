"""Read a workbook in a process of its own: `python -I workbook_process.py < file > answer`.

A damaged workbook can make the reader ask for any amount of memory, which ends its process. It
imports nothing of ours, so that it starts in a moment. The answer is {"sheets": […]} or
{"problem": "locked" | "damaged"}; no answer at all means damaged too.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time
from typing import Any

import python_calamine as calamine

_MOST_MEMORY = 2 * 2**30
_MOST_SECONDS = 120
_EXACT_UP_TO = 10**15
"""Beyond it a number in a cell has lost its last digits; codes must be text."""


def answer(content: bytes) -> dict[str, Any]:
    """The sheets with their texts, or what is wrong."""
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return {"sheets": [_sheet(book, told) for told in book.sheets_metadata]}
    except calamine.PasswordError:
        return {"problem": "locked"}
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError):
        return {"problem": "damaged"}


def _sheet(book: calamine.CalamineWorkbook, told: calamine.SheetMetadata) -> dict[str, Any]:
    """None of the rows where it is a chart or a macro."""
    if told.typ != calamine.SheetTypeEnum.WorkSheet:
        return {"name": told.name, "rows": None}
    opened = book.get_sheet_by_name(told.name)
    return {
        "name": told.name,
        "invisible": told.visible != calamine.SheetVisibleEnum.Visible,
        "merged": opened.merged_cell_ranges or [],
        "rows": [
            [cell if type(cell) is str else _text(cell) for cell in row]
            for row in opened.to_python(skip_empty_area=False)
        ],
    }


def _text(cell: Any) -> str:
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer() and abs(cell) < _EXACT_UP_TO:
            return str(int(cell))
        case float() if abs(cell) >= _EXACT_UP_TO:
            return f"{cell:.14E}"  # so that nobody takes it for a code
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | datetime() | time():
            return cell.isoformat()
    return str(cell)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    said = json.dumps(answer(sys.stdin.buffer.read()), ensure_ascii=False)
    sys.stdout.buffer.write(said.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
