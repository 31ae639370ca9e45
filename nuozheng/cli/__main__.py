"""`python -m nuozheng.cli` is the `nuozheng` command."""

import sys

from nuozheng.cli.table import main

sys.exit(main())
