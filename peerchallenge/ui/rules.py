"""The one access rule this layer may name. The others live in `peerchallenge.accounts.rules`."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required

PUBLIC = "public"


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """Anybody may open this page, signed in or not."""
    view.rule = PUBLIC
    return login_not_required(view)
