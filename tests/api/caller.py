"""A program that calls the API with a token, as any other program would."""

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from nuozheng.parties import tokens
from nuozheng.parties.models import Account

ROOT = "/api/v1/"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    response: Any

    @property
    def status(self) -> int:
        status: int = self.response.status_code
        return status

    @property
    def json(self) -> Any:
        return json.loads(self.response.content)

    @property
    def keys(self) -> list[str]:
        """The reasons of a refusal."""
        return [finding["key"] for finding in self.json["findings"]]


class Caller:
    """Calls as one account, or without a token as nobody."""

    def __init__(self, account: Account | None = None) -> None:
        self.headers: dict[str, str] = {}
        if account is not None:
            _token, secret = tokens.issue(account, name="tests", days=1)
            self.headers["Authorization"] = f"Bearer {secret}"
        self._client = Client(raise_request_exception=True)

    def get(self, path: str, **query: Any) -> Answer:
        return Answer(self._client.get(ROOT + path, query, headers=self.headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        return self.send(
            "POST", path, json.dumps(body).encode() if body is not None else b"", **headers
        )

    def put(self, path: str, body: Any) -> Answer:
        return self.send("PUT", path, json.dumps(body).encode())

    def send(
        self,
        method: str,
        path: str,
        content: bytes,
        media_type: str = "application/json",
        **headers: str,
    ) -> Answer:
        """Any bytes at all."""
        response = self._client.generic(
            method,
            ROOT + path,
            content,
            content_type=media_type,
            headers={
                **self.headers,
                **{name.replace("_", "-"): said for name, said in headers.items()},
            },
        )
        return Answer(response)
