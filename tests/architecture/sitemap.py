"""Every address of the project, and what tests/access_urls.csv promises about it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from .matrix import GIVEN, MATRIX, REGION_ROLES, Asset

FILE = Path(__file__).parent.parent / "access_urls.csv"
SCOPES = ("challenge", "region", "office", "personal", "public")
OPEN, STATUS, NOT_NOW, NEVER, SIGN_IN = "open", "status only", "not now (403)", "never (404)", "sign in first"


@dataclass(frozen=True)
class Address:
    """One URL pattern of the project."""

    name: str
    pattern: URLPattern
    route: str

    @property
    def view(self):
        return self.pattern.callback

    @property
    def arguments(self) -> list[str]:
        return list(self.pattern.pattern.regex.groupindex)


def addresses(resolver: URLResolver | None = None, above: str = "") -> Iterator[Address]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        else:
            yield Address(pattern.name or "", pattern, route)


@dataclass(frozen=True)
class Page:
    """One line of the table: what a page is about and which right each method needs.

    Scopes: a page of one challenge; of one region; of the office of whichever region the person works for; a person's
    own page; a public page. Rights are R, E or none (403 for whoever may open the page); personal and public pages
    name the answers instead. A page about one row which in this world is `of_another` does not exist for those who
    see their own rows only.
    """

    name: str
    scope: str
    asset: str
    get: str
    post: str
    while_paused: bool
    note: str
    of_another: bool = False

    @cached_property
    def about(self) -> Asset:
        return MATRIX[self.asset]

    def expected(self, role: str, stage: int, method: str, *, paused: bool = False) -> str:
        """What the matrix says this role gets on this page of a challenge at this stage."""
        if role == "PB":
            return SIGN_IN
        needed = self.get if method == "GET" or self.post == "none" else self.post
        open_at = self.about.stages(role, self.get)
        known_at = self.about.stages(role, "P") - open_at if self.get == "R" else frozenset()
        if not open_at | known_at:
            return NEVER
        frozen = paused and needed != "R" and not self.while_paused
        if stage in self.about.stages(role, needed) and not frozen and (method == "GET" or self.post != "none"):
            own_only = not self.about.stages(role, needed, given=GIVEN - {"s"})
            return NEVER if self.of_another and own_only else OPEN
        return STATUS if method == "GET" and stage in known_at else NOT_NOW

    def expected_in_region(self, role: str, method: str) -> str:
        """The same for a page of a region, which has no stages. A role that is not of the region is nobody there."""
        if role == "PB":
            return SIGN_IN
        if role not in REGION_ROLES or not self.about.stages(role, "P"):
            return NEVER
        may_open = bool(self.about.stages(role, self.get))
        if method == "POST":
            may_send = self.post != "none" and self.about.stages(role, self.post)
            return OPEN if may_send else NOT_NOW
        return OPEN if may_open else STATUS if not self.about.stages(role, "R") else NEVER

    def expected_of_office(self, role: str, method: str) -> str:
        """A page that finds the region by itself opens for whoever has some right in a region of their own."""
        if role == "PB":
            return SIGN_IN
        if method == "POST" and self.post.isdigit():
            return self.post
        role = "RL" if role == "OR" else role
        return OPEN if role in REGION_ROLES and self.about.stages(role, "P") else NEVER


def read_pages(path: Path = FILE) -> dict[str, Page]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file)]
    return {
        row["name"]: Page(
            row["name"],
            row["scope"],
            row["asset"],
            row["get"],
            row["post"],
            row["while_paused"] == "yes",
            row["note"],
            row["of_another"] == "yes",
        )
        for row in rows
    }


PAGES = read_pages()


def in_scope(*scopes: str) -> list[Page]:
    return [page for page in PAGES.values() if page.scope in scopes]
