"""Coming in: an invitation, a password, a second step; and coming back."""

import base64
import hashlib
import hmac
import struct
import time

from .browser import Walker

PASSWORD = "three kettles under an umbrella"
STEP = 30  # seconds for which an app shows one code


def code_of_app(secret: str, steps_ahead: int = 0) -> str:
    """What an app on a phone shows now (RFC 6238); some steps ahead when the present code is used up."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int(time.time()) // STEP + steps_ahead)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def join(walker: Walker, link: str, *, name: str) -> None:
    """Open the link of an invitation and choose a password."""
    walker.open(link).arrive(f"{name}-is-invited")
    walker.enter("Choose a password, or leave this empty", PASSWORD)
    walker.press("Join")


def set_up_app(walker: Walker, *, name: str) -> tuple[str, list[str]]:
    """From “Set up a second step” to the recovery codes. Returns the key of the app, and the codes."""
    walker.sees("Set up a second step").arrive(f"{name}-needs-a-second-step")
    walker.follow("Set up an app").unfold("I cannot scan the picture").arrive(f"{name}-sets-up-an-app")
    secret = walker.page.locator("#key").inner_text()
    walker.enter("Code from the app", code_of_app(secret)).press("Set up the app")
    walker.sees("Your recovery codes").arrive(f"{name}-gets-recovery-codes")
    codes = walker.page.get_by_role("list", name="Recovery codes").get_by_role("listitem").all_inner_texts()
    walker.follow("I have them. Go on")
    return secret, codes


def sign_in(walker: Walker, email: str) -> None:
    """Fill in the sign-in page that is open."""
    walker.enter("E-mail address", email).enter("Password", PASSWORD)
    walker.press("Sign in", within=walker.page.locator("main"))
