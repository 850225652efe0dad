"""What makes a password too easy here, beside Django's own list of the most common ones."""

import re

from django.core.exceptions import ValidationError

# A stranger would try these first. Longer words come first, so that "councillor" does not leave "lor" behind.
EXPECTED = [
    "peerchallenge",
    "socialcare",
    "challenge",
    "councillor",
    "coordinator",
    "inspection",
    "authority",
    "director",
    "password",
    "council",
    "welcome",
    "region",
    "social",
    "adass",
    "adult",
    "peer",
    "care",
    "lead",
    "dass",
    "team",
    "host",
    "cqc",
]
MOST_LEFT = 5  # letters: "Peer-Challenge-2026!" leaves none


class NotOurOwnWords:
    """Refuses a password made of nothing but the words of the work, digits and signs."""

    def validate(self, password, user=None):
        rest = re.sub(r"[\W\d_]", "", password).lower()
        found = False
        for word in EXPECTED:
            found = found or word in rest
            rest = rest.replace(word, "")
        if found and len(rest) <= MOST_LEFT:
            raise ValidationError(
                "This password is easy to guess here. Add a few words of your own.", code="our_own_words"
            )

    def get_help_text(self):
        return "Do not use only words of your work, such as council or peer challenge."
