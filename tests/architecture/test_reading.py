"""Everything we write can be read by people who read slowly, and by those who are in a hurry."""

import re

import pytest

from .reading import grade, paragraphs_of_code, paragraphs_of_mail, paragraphs_of_page, syllables, words_in
from .source import listed, named, python_files, templates, text, tree

PAGES, MAILS_AND_BRIEFINGS = 7.0, 5.0
# Pages for participants and experts by experience are as plain as mail.
PLAINEST = ("emails/", "briefing", "experts_by_experience", "taking_part", "promises", "survey")
SUBJECT = 60  # signs of a subject line that no value of ours makes longer


def limit(path):
    return MAILS_AND_BRIEFINGS if any(word in named(path) for word in PLAINEST) else PAGES


def hard_ones(path, paragraphs):
    for paragraph in paragraphs:
        if (found := round(grade(paragraph), 1)) > limit(path):
            yield f"{named(path)}: grade {found:.1f}: {paragraph[:110]}"


def test_pages_are_easy_to_read():
    pages = [path for path in templates() if path.suffix == ".html"]
    hard = [line for path in pages for line in hard_ones(path, paragraphs_of_page(text(path)))]
    assert not hard, listed(hard)


def test_mails_are_easier_still():
    mails = [path for path in templates() if path.suffix == ".txt"]
    hard = [line for path in mails for line in hard_ones(path, paragraphs_of_mail(text(path)))]
    assert not hard, listed(hard)


def test_texts_for_people_that_stand_in_code_are_easy_to_read():
    files = [
        path
        for path in python_files(tests=False)
        if {path.stem, path.parent.name} & {"forms", "views", "actions", "messages", "refusals", "readiness", "wording"}
    ]
    hard = [line for path in files for line in hard_ones(path, paragraphs_of_code(tree(path)))]
    assert not hard, listed(hard)


def longest(subject):
    """The longest a subject line gets, values aside, whichever way its condition goes."""
    ways = (r"{%\s*else.*?endif[^%]*%}", r"{%\s*if[^%]*%}.*?(?={%\s*(else|endif))")
    return max(len(re.sub(r"{{.*?}}|{%.*?%}", "", re.sub(way, "", subject)).strip()) for way in ways)


def test_the_subject_of_a_mail_is_short():
    mails = [path for path in templates() if path.suffix == ".txt" and "emails" in path.parts]
    subjects = {named(path): text(path).partition("\n")[0] for path in mails}
    assert {name: line for name, line in subjects.items() if longest(line) > SUBJECT} == {}


def test_a_subject_is_measured_the_longer_way():
    subject = "{% if name %}{{ name }} writes{% else %}Somebody writes{% endif %} again"
    assert longest(subject) == len("Somebody writes again")


@pytest.mark.parametrize(
    ("word", "count"),
    [("the", 1), ("visit", 2), ("date", 1), ("people", 2), ("asked", 1), ("wanted", 2), ("free", 1)],
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


def test_short_words_in_short_sentences_are_easy():
    assert grade("The team will come in May. They will look at what you do. They will tell you what they saw.") < 2


def test_long_words_in_one_long_sentence_are_hard():
    hard = (
        "Notwithstanding organisational considerations regarding implementation, participating authorities "
        "demonstrate commitment to collaborative improvement methodologies across their commissioning functions."
    )
    assert grade(hard) > 15


def test_words_of_the_glossary_do_not_count_as_hard():
    with_terms = "The regional coordinator asks the principal social worker and the expert by experience."
    assert grade(with_terms) < grade("The municipal administrator interviews the experienced practitioner.")


def test_a_page_is_cut_into_paragraphs_as_people_see_them():
    page = "{% extends 'x' %}<h1>One</h1><p>" + "word " * 21 + "{{ name }}</p><p>short</p>"
    (paragraph,) = paragraphs_of_page(page)
    assert words_in(paragraph) == 22
