"""Somebody who visits the service without a browser: HTTP, cookies, links and forms, and nothing of ours in between."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and what it sends when nothing is changed."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


class Page(HTMLParser):
    """The words, links and forms of one page."""

    def __init__(self, html: str):
        super().__init__()
        self.words, self.links, self.forms = "", {}, []
        self._open: list[tuple[dict, int]] = []  # what has begun, and where its words begin
        self._select = ""
        self.feed(html)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag, attrs):
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(known.get("action", "")))
        elif tag in ("a", "button", "textarea"):
            self._open.append((known | {"tag": tag}, len(self.words)))
        elif tag == "select":
            self._select = known.get("name", "")
        elif tag == "option" and "selected" in known:
            self._field(self._select, known.get("value", ""))
        elif tag == "input" and (known.get("type") not in ("radio", "checkbox") or "checked" in known):
            self._field(known.get("name", ""), known.get("value", ""))

    def handle_endtag(self, tag):
        if tag not in ("a", "button", "textarea") or not self._open:
            return
        begun, start = self._open.pop()
        text = " ".join(self.words[start:].split())
        if tag == "a":
            self.links.setdefault(text, begun.get("href", ""))
        elif tag == "button" and self.forms:
            self.forms[-1].buttons[text] = (begun.get("name", ""), begun.get("value", ""))
        elif tag == "textarea":
            self._field(begun.get("name", ""), text)

    def handle_data(self, data):
        self.words += data

    def _field(self, name: str, value: str) -> None:
        if name and self.forms:
            self.forms[-1].fields.append((name, value))


class Visitor:
    """One person with a cookie jar."""

    def __init__(self, site: str):
        self.site = site
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, path: str) -> "Visitor":
        return self._ask(urljoin(self.site, path))

    def follow(self, text: str) -> "Visitor":
        assert text in self.page.links, f"no link “{text}” on {self.path}:\n{self.page.words}"
        return self._ask(urljoin(self.url, self.page.links[text]))

    def send(self, button: str, **answers: str) -> "Visitor":
        """Fill in the form that has this button, and press it. What is not named stays as it is."""
        form = next((form for form in self.page.forms if button in form.buttons), None)
        assert form, f"no button “{button}” on {self.path}:\n{self.page.words}"
        kept = [(name, value) for name, value in form.fields if name not in answers]
        sent = [*kept, *answers.items(), form.buttons[button]]
        return self._ask(urljoin(self.url, form.action), urlencode([pair for pair in sent if pair[0]]).encode())

    def sees(self, *texts: str) -> "Visitor":
        for text in texts:
            assert text in self.page.words, f"“{text}” is not on {self.path}:\n{self.page.words}"
        return self

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def _ask(self, url: str, data: bytes | None = None) -> "Visitor":
        try:
            with self._opener.open(url, data, timeout=30) as answer:
                self.status, self.url, html = answer.status, answer.url, answer.read().decode()
        except HTTPError as refusal:
            self.status, self.url, html = refusal.code, refusal.url, refusal.read().decode()
        self.page = Page(html)
        return self


def boxes(name: str, day) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
