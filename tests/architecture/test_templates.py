"""Pages are put together from the three skeletons, and hold no script, no style and no unescaped text."""

import re

import pytest

from .source import listed, named, templates, text

SKELETONS = ("base.html", "form_page.html", "list_page.html", "document_page.html")
# What must show when nothing else works stands on no other page.
ALONE = "errors/alone.html"
# What is put into a file and opened without us: no style, no menu.
TAKEN_ALONG = "reviews/pack_text.html"
# What becomes a PDF, by a style sheet of its own.
ON_PAPER = "reports/pdf/report.html"
# Parts that are included, not opened, and the pack of form fields.
PARTS = ("templates/ui/", "templates/govuk/", "templates/django/")
# A script comes from a file; what stands between the tags may be data, which a browser never runs.
LOADED = re.compile(r"<script[^>]*(\bsrc=|\btype=\"application/json\")")


def included():
    """The parts that other templates include, by name."""
    return {name for path in html() for name in re.findall(r"{%\s*include\s+[\"']([^\"']+)[\"']", text(path))}


def pages():
    """Templates that are a page by themselves: not a skeleton, not a part, not a mail."""
    no_pages = {*SKELETONS, ALONE, TAKEN_ALONG, ON_PAPER} | included()
    return [path for path in html() if by_name(path) not in no_pages and not named(path).startswith(PARTS)]


def by_name(path):
    """The name by which views and other templates call it."""
    return named(path).removeprefix("templates/")


def html():
    """All HTML but that of mail: a mail program reads no style sheet, so mail carries its style inside."""
    return [path for path in templates() if path.suffix == ".html" and "emails" not in path.parts]


def extended(path):
    match = re.search(r"{%\s*extends\s+[\"']([^\"']+)[\"']", text(path))
    return match[1] if match else ""


def test_every_page_extends_a_skeleton():
    known = {by_name(path): path for path in templates()}
    lost = []
    for path in pages():
        above = path
        while above and extended(above) and extended(above) not in (*SKELETONS, ALONE):
            above = known.get(extended(above))
        if not above or not extended(above):
            lost.append(named(path))
    assert not lost, listed(lost)


def test_the_skeletons_stand_on_the_base():
    known = {by_name(path): path for path in templates()}
    assert {name: extended(known[name]) for name in SKELETONS[1:]} == dict.fromkeys(SKELETONS[1:], "base.html")


def test_no_script_stands_in_a_page():
    inline = [
        f"{named(path)}: {tag[:60]}"
        for path in html()
        for tag in re.findall(r"<script\b[^>]*>", text(path), re.IGNORECASE)
        if not LOADED.search(tag)
    ]
    assert not inline, listed(inline)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a style", r"<style\b|\sstyle\s*="),
        ("a handler", r"\son(click|change|submit|load|input|key\w+|mouse\w+)\s*="),
        ("a script as an address", r"javascript:"),
    ],
)
def test_no_page_holds(what, pattern):
    holding = [named(path) for path in html() if re.search(pattern, text(path), re.IGNORECASE)]
    assert not holding, listed(holding)


@pytest.mark.parametrize("hole", [r"\|\s*safe\b", r"{%\s*autoescape\s+off", r"\|\s*safeseq\b", r"{%\s*filter\s+safe"])
def test_no_template_lets_markup_through(hole):
    holes = [named(path) for path in templates() if path.suffix == ".html" and re.search(hole, text(path))]
    assert not holes, listed(holes)


def test_every_form_that_posts_carries_the_token():
    without = []
    for path in html():
        for form in re.findall(r"<form\b.*?</form>", text(path), re.DOTALL | re.IGNORECASE):
            if re.search(r"method\s*=\s*[\"']?post", form, re.IGNORECASE) and "csrf_token" not in form:
                without.append(named(path))
    assert not without, listed(without)


def test_every_form_that_is_filled_in_carries_its_labels():
    """What comes too late to be saved is shown again, each text under its own question."""
    without = []
    for path in html():
        for form in re.findall(r"<form\b.*?</form>", text(path), re.DOTALL | re.IGNORECASE):
            posts = re.search(r"method\s*=\s*[\"']?post", form, re.IGNORECASE)
            if posts and re.search(r"\|\s*crispy|{%\s*crispy", form) and not re.search(r"field_labels \w+", form):
                without.append(named(path))
    assert not without, listed(without)


def test_what_is_included_sees_only_what_it_is_given():
    """A part that reads the whole page breaks far from where the page changed. The frame of all pages may."""
    frame = {*SKELETONS, "errors/409.html"}
    open_ones = [
        f"{named(path)}: {tag}"
        for path in html()
        if path.name not in frame and not named(path).startswith(PARTS)
        for tag in re.findall(r"{%\s*include\b[^%]*%}", text(path))
        if not re.search(r"\bonly\s*%}", tag)
    ]
    assert not open_ones, listed(open_ones)


def test_pages_link_by_name():
    """An address written out is forgotten when the site map changes."""
    written = [
        f"{named(path)}: {match[0]}"
        for path in html()
        for match in re.finditer(r"(href|action)=\"/[a-z][^\"]*\"", text(path))
    ]
    assert not written, listed(written)
