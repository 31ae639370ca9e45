"""The process whose letters are counted: it stays on one core; the database has the other.

`python -m bench.press` reads the ids of signed cases from its input, writes seconds to its output.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from statistics import median

import django

Seconds = dict[str, list[float]]
_WARM_UP = 5
_BLANK = '#set document(title: "Blank {number}")\n#set text(lang: "zh")\n#h(0pt)\n'
"""Numbered, because the typesetter remembers what it has set before."""


def _main() -> None:
    # Before anything starts threads: they stay where the one that made them was.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    django.setup()
    json.dump(_timed(json.load(sys.stdin)), sys.stdout)


def _timed(applications: Sequence[int]) -> Seconds:
    """Letters filed, only set, only sealed, blank pages, by turns; the first few don't count.

    No letter is set twice: the typesetter would remember it.
    """
    from nuozheng.applications.letter import compose, letter_document
    from nuozheng.applications.models import Commitment
    from nuozheng.documents.sealing import issued
    from nuozheng.documents.typesetting import render_letter

    ids = list(Commitment.objects.filter(application__in=applications).values_list("pk", flat=True))
    blank = _blank_page()
    blank()
    sizes = [letter_document(pk).size for pk in ids[:_WARM_UP]]
    seconds: Seconds = {"filed": [], "set": [], "sealed": [], "blank": [], "bytes": [median(sizes)]}
    for filed, only_set in zip(ids[_WARM_UP::2], ids[_WARM_UP + 1 :: 2], strict=False):
        letter = compose(Commitment.objects.get(pk=only_set))
        seconds["set"].append(_seconds(partial(render_letter, letter)))
        content = render_letter(letter)
        seconds["sealed"].append(
            _seconds(partial(issued, content, kind="letter", title="", unit=letter.agency))
        )
        seconds["filed"].append(_seconds(partial(letter_document, filed)))
        seconds["blank"].append(_seconds(blank))
    return seconds


def _blank_page() -> Callable[[], object]:
    """One page without a word, by the same press, to the same standard."""
    import typst

    from nuozheng.documents.typesetting.fonts import typefaces

    compiler = typst.Compiler(font_paths=typefaces(), ignore_system_fonts=True)
    numbers = count(1)

    def blank() -> object:
        source = _BLANK.replace("{number}", str(next(numbers)))
        return compiler.compile(input=source.encode(), format="pdf", pdf_standards=["a-2b", "ua-1"])

    return blank


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    _main()
