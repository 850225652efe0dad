"""Lists of people hold also those who have not said yes yet; who signs in is looked for among accounts (ADR 6)."""

import re

from .source import listed, named, python_files, text

ACCOUNTS = re.compile(r"\bPerson\.objects\b")
# Signing in, and what only somebody who is signed in can do. The example region has accounts only.
OF_ACCOUNTS = (
    "peerchallenge/accounts/",
    "peerchallenge/notifications/sign_in_mail.py",
    "cycles/actions/settings.py",
    "cycles/demo/",
    "assessments/demo/",
    "reviews/demo/",
)
# By an address people are found among accounts, or among those whom one region knows, or who are to open one.
BY_ADDRESS = re.compile(r"email__iexact|\bemail=[^,)]*\)\.(first|get|exists)\(")
FINDS_BY_ADDRESS = {"peerchallenge/accounts/models.py", "cycles/people.py", "cycles/doors.py"}


def containing(pattern):
    return {named(path) for path in python_files(tests=False) if pattern.search(text(path))}


def test_lists_of_people_do_not_leave_out_who_was_invited():
    forgetful = [name for name in containing(ACCOUNTS) if not name.startswith(OF_ACCOUNTS)]
    assert not forgetful, listed([f"{name}: Person.everybody, or say in this test why not" for name in forgetful])


def test_nobody_is_looked_for_by_address_across_regions():
    assert containing(BY_ADDRESS) == FINDS_BY_ADDRESS
