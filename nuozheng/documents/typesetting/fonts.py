"""The two typefaces of every document: Song for text, Hei for headings; never the system's."""

from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as packaged
import typst
from fontTools.ttLib import TTFont


@cache
def typefaces() -> typst.Fonts:
    """The packaged fonts, opened once per process and shared by all its compilers."""
    folders = {str(path.parent) for path in _font_files()}
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=sorted(folders)
    )


@cache
def drawable() -> frozenset[int]:
    """Code points that at least one of the two fonts can draw (each falls back to the other)."""
    points: set[int] = set()
    for path in _font_files():
        with TTFont(path, lazy=True) as font:
            points.update(font.getBestCmap())
    return frozenset(points)


def _font_files() -> tuple[Path, Path]:
    return packaged.serif_path(), packaged.sans_path()
