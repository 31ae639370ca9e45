"""The `nuozheng` command: a table of sub-commands, each imported only when it is used."""

from nuozheng.cli.table import main

__all__ = ["main"]
