"""Fixtures of the API's tests."""

from tests.api.full import full

__all__ = ["full"]
