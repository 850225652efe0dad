"""What is missing before the draft may go to the council, in sentences: pages show them, the move refuses with them."""

from collections.abc import Iterator

from django.conf import settings

from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import plural, sentence_list

from .assembling import Material, all_paragraphs, words_in
from .parts import WRITTEN

NOBODY_LOOKED = "The draft as it reads now has no second reader yet."
ONLY_YOU_LOOKED = "You are its only second reader. Somebody else reads the draft before you send it."


def unmet_to_send(material: Material, by: Person) -> list[str]:
    """Everything that is missing before this person may send the draft."""
    return [*_unmet_texts(material), *_unmet_look(material, by)]


def _unmet_texts(material: Material) -> Iterator[str]:
    for section in material.content["sections"]:
        if not section["paragraphs"]:
            yield f"“{section['title']}” says nothing yet."


def _unmet_look(material: Material, by: Person) -> Iterator[str]:
    looked = {look.looked_by_id for look in material.looks if look.digest == material.digest}
    if not looked:
        yield NOBODY_LOOKED
    elif looked == {by.pk}:
        yield ONLY_YOU_LOOKED


def worth_a_look(material: Material) -> list[str]:
    """What holds nothing up, and should be a decision and no oversight."""
    return [*_not_done(material), *_length(material), *_without_finding(material)]


def _not_done(material: Material) -> Iterator[str]:
    if not_done := [part.label for part in WRITTEN if not material.sections[part].is_done]:
        yield f"Not marked as done: {sentence_list(not_done)}."


def _length(material: Material) -> Iterator[str]:
    count, (fewest, most) = words_in(all_paragraphs(material.content)), settings.REPORT_WORDS
    if not fewest <= count <= most:
        yield f"It has {plural(count, 'word')}. Between {fewest:,} and {most:,} is a good length."


def _without_finding(material: Material) -> Iterator[str]:
    counting = {finding.pk for finding in material.findings}
    for made in material.recommendations:
        if not counting & {finding.pk for finding in made.findings.all()}:
            yield f"{made.reference} follows from no finding that is in the report."
