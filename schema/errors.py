"""The one error that users are meant to see."""

from __future__ import annotations


class EntenteError(Exception):
    """Something a user can mend, told in one line: what is wrong, where, and how to mend it.

    `exit_code` is the process's exit status: 1 failed, 2 wrong usage, 3 ran well but found nothing.
    """

    exit_code = 1

    def __init__(self, message: str, *, exit_code: int | None = None) -> None:
        super().__init__(" ".join(message.split()))
        if exit_code is not None:
            self.exit_code = exit_code


class UsageError(EntenteError):
    """The command or its parameters are wrong (exit status 2)."""

    exit_code = 2
