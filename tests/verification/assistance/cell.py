"""The second installation of the test: serves its own database, and acts as it is told on stdin."""

import json
import sys
import threading
from wsgiref.simple_server import WSGIRequestHandler

import django


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(port: int):  # type: ignore[no-untyped-def]
    """The site on a port of this machine, in threads of this process."""
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    server = ThreadedWSGIServer(("127.0.0.1", port), _Quiet)
    server.set_app(get_wsgi_application())
    # The first message need not wait until every page is imported.
    len(get_resolver().url_patterns)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main(port: int, agency_name: str) -> None:
    """Answer each line of JSON with one: the requests in the inbox as they now stand."""
    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver
    from django.utils import timezone

    from nuozheng.law.vocabulary import Role
    from nuozheng.parties.models import Account, Agency, Membership
    from nuozheng.verification.assistance.access import owed
    from nuozheng.verification.assistance.actions.reply import answer, decline, take_on
    from nuozheng.verification.assistance.outbox import deliver_due

    agency = Agency.objects.get(name=agency_name)
    account, _ = Account.objects.get_or_create(username="there", display_name="示例协助人员")
    Membership.objects.get_or_create(
        account=account,
        agency=agency,
        role=Role.OFFICER,
        defaults={"starts_on": timezone.localdate()},
    )
    get_wsgi_application()
    len(get_resolver().url_patterns)
    assert sys.stdin.readline().strip() == "up"
    serve(port)
    print("ready", flush=True)
    for line in sys.stdin:
        said = json.loads(line)
        inbox = owed(account, timezone.localdate())
        if said["do"] != "look":
            row = inbox.get(number=said["number"])
            if said["do"] == "take_on":
                take_on(request=row, by=account)
            elif said["do"] == "answer":
                answer(request=row, by=account, outcome="agrees", text=said["text"])
            else:
                decline(request=row, by=account, reason=said["text"])
            deliver_due(timezone.now())
        found = [
            {
                "number": one.number,
                "status": one.status,
                "name": one.subject_name,
                "due_on": str(one.due_on),
                "from": one.requester_name,
            }
            for one in inbox.order_by("pk")
        ]
        print(json.dumps(found, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
