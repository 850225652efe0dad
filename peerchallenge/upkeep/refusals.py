"""What keeps a command from doing its work, said to the person who started it."""

import errno

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class CannotDo(Exception):
    """A plain sentence: what is wrong, and what to do about it. Never a text that somebody wrote, nor a name."""


def disk_fault(fault: OSError) -> CannotDo:
    """Why a file could not be written or read, without saying which."""
    if fault.errno in NO_ROOM:
        return CannotDo("The disk is full. Make room and try again. Nothing was changed.")
    return CannotDo(f"A file could not be written or read: {fault.strerror or type(fault).__name__}.")
