"""`nuozheng restore`, beside `nuozheng backup`."""

from nuozheng.cli.backup import restoring as app

__all__ = ["app"]
