"""No words of the example region tell who somebody is, as no words of a real one may."""

import pkgutil
from dataclasses import is_dataclass
from importlib import import_module

import pytest

import assessments.demo
import reports.demo
import reviews.demo
from peerchallenge.identifiers import found_in

MODULES = [
    import_module(f"{package.__name__}.{found.name}")
    for package in (assessments.demo, reviews.demo, reports.demo)
    for found in pkgutil.iter_modules(package.__path__)
]


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts(list(value.values()))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from texts(vars(value))


SAID = {
    module.__name__: [text for name in dir(module) if name.isupper() for text in texts(getattr(module, name))]
    for module in MODULES
}


@pytest.mark.parametrize("module", SAID)
def test_they_tell_of_nobody(module):
    assert [found for text in SAID[module] for found in found_in(text)] == []


def test_many_words_were_looked_at():
    assert sum(len(said) for said in SAID.values()) > 300
