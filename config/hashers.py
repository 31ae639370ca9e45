"""Passwords: Argon2id, the memory bounded so that a rush of sign-ins can't exhaust a server."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class BoundedArgon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: the OWASP password storage recommendation."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class TestArgon2(Argon2PasswordHasher):
    """The same algorithm at its cheapest, for tests only."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
