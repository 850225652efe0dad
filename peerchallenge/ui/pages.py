"""Answering with a page. Views call these two functions and nothing else to render."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from peerchallenge.ui.labels import FIELD, as_sent

SINGLE = "text"


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """One page, with the header, the navigation and the footer everybody knows."""
    return render(request, template, context, status=status)


def conflict_page(
    request: HttpRequest,
    *,
    mine: str | Mapping[str, str],
    theirs: str | Mapping[str, str],
    their_name: str,
    their_time: datetime,
    keep_url: str,
    version: int | None = None,
    labels: Mapping[str, str] | None = None,
    choices: Sequence[Mapping[str, Any]] = (),
    carry: Mapping[str, str | list[str]] | None = None,
    back_url: str = "",
    device: str = "",
) -> HttpResponse:
    """Two people wrote the same text. Both are shown, nothing is lost, and a person decides what stays.

    `mine` and `theirs` are one text, or texts by field name. `keep_url` takes the text to keep under the same
    names, with `version` (the row's version now) and `carry` (other fields of the form, as sent; all values of one).
    `choices` are options that differ: name, label, and for `mine` and `theirs` the value and its words. `device` is
    the path under which the browser keeps what is being written.
    """
    mine, theirs = ({SINGLE: text} if isinstance(text, str) else text for text in (mine, theirs))
    texts = _differing(mine, theirs, labels or {})
    same = {name: text for name, text in mine.items() if name not in {entry["name"] for entry in texts}}
    carried = {**same, **(carry or {})} | {FIELD: as_sent({entry["name"]: entry["label"] for entry in texts})}
    return page(
        request,
        "errors/409.html",
        status=409,
        texts=texts,
        their_name=their_name,
        their_time=their_time,
        keep_url=keep_url,
        version=version,
        choices=choices,
        carry=[(name, value) for name, values in carried.items() for value in _each(values)],
        back_url=back_url or request.path,
        device=device,
    )


def _each(values: str | list[str]) -> list[str]:
    return [values] if isinstance(values, str) else values


def _differing(mine: Mapping[str, str], theirs: Mapping[str, str], labels: Mapping[str, str]) -> list[dict[str, str]]:
    """The texts that two people wrote differently, each with both versions."""
    return [
        {
            "name": name,
            "label": labels.get(name, "" if name == SINGLE else name.replace("_", " ").capitalize()),
            "mine": text,
            "theirs": theirs.get(name, ""),
        }
        for name, text in mine.items()
        if len(mine) == 1 or text != theirs.get(name, "")
    ]
