#!/usr/bin/env python
"""Django's own commands, with a database to talk to."""

import os
import sys

from django.core.management import execute_from_command_line

from config.embedded import serving

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with serving():
        execute_from_command_line(sys.argv)
