"""The list and the annexes as files: figures, tables laid out as prescribed, open data."""

from nuozheng.catalogue.export.annex import annex_one, annex_two
from nuozheng.catalogue.export.figures import ListFigures, figures
from nuozheng.catalogue.export.whole import Format, whole_list

__all__ = ["Format", "ListFigures", "annex_one", "annex_two", "figures", "whole_list"]
