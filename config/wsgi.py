"""What the web server runs."""

import os
import signal
from multiprocessing import parent_process

from django.core.wsgi import get_wsgi_application

from config.embedded.lifeline import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if parent_process():
    # A server's worker process ends with the server, even with one that was killed.
    die_with_parent(signal.SIGKILL)
application = get_wsgi_application()
