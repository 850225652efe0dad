"""How a page says who may open it, where no challenge or region is involved. cycles.access has the other two ways."""

from peerchallenge.ui.rules import public

from .proof import fresh_proof

__all__ = ["before_second_factor", "fresh_proof", "public", "public_until_signed_in", "signed_in"]


def signed_in(view):
    """Any signed-in person, who sees only what is their own."""
    view.rule = "signed_in"
    return view


def before_second_factor(view):
    """The same, also for people who have still to set up the second factor that their role demands."""
    view.before_second_factor = True
    return signed_in(view)


def public_until_signed_in(view):
    """Anybody may open it. For who is signed in it is a page of their own, so it asks for their second factor too."""
    view.own_when_signed_in = True
    return public(view)
