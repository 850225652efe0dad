"""Groups in a text that are so small that people may know who is meant: "3 carers", "two of the managers"."""

import re

from peerchallenge.identifiers import Found

KIND = "a group of fewer than five people"
_NUMBER = r"(?:[1-4]|one|two|three|four)"
_PEOPLE = (
    "adults?|carers?|child(?:ren)?|clients?|colleagues?|councillors?|customers?|daughters?|directors?|families|family"
    "|fathers?|heads of service|leaders?|managers?|members? of staff|men|man|mothers?|nurses?|officers?|parents?"
    "|participants?|partners?|patients?|people|person|practitioners?|providers?|residents?|sons?|staff|tenants?"
    "|therapists?|volunteers?|woman|women|workers?|young people"
)
# Words after a number that count something else ("4 weeks people waited"), or begin another thought.
_NOT_OF_PEOPLE = (
    "after|and|areas?|as|at|before|but|by|councils?|days?|for|from|groups?|hours?|if|in|minutes?|months?|on|or|per|places?"
    "|points?|questions?|reasons?|services?|sessions?|so|talks?|teams?|than|that|things?|times?|to|visits?|ways?|weeks?"
    "|when|where|which|while|who|whom|with|years?"
)
# A number that is a part of another one, of a share ("1 in 4 people") or of a way ("step 2 workers") says no group.
_GROUP = re.compile(
    rf"(?<![\w.,/£%-])(?<!\bin )(?<!\bof )(?<!\bstep )(?<!\blevel ){_NUMBER}\s+(?:(?:of|the|these|our|other)\s+){{0,2}}"
    rf"(?:(?!(?:{_NOT_OF_PEOPLE})\b)[a-z-]+\s+){{0,3}}?(?:{_PEOPLE})\b",
    re.IGNORECASE,
)


def small_groups_in(text: str) -> list[Found]:
    """Every place in this text that speaks of one to four people of a kind."""
    return [Found(KIND, " ".join(match[0].split()), match.start()) for match in _GROUP.finditer(text)]
