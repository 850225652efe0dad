"""What stands in the PDF: the words of the page, tagged for those who listen, and nothing of who made it."""

import resource
from itertools import pairwise

import pytest
from django.utils import timezone

from peerchallenge.documents.pdf import print_pdf
from reports.agreement import final_version
from reports.models import Part, ReportPdf, ReportVersion
from reports.pdf import Kind, want_pdf
from reports.pdf_making import LICENCE, html_of
from reports.views.pdf import pdf_answer
from tests import builders as a
from tests.pages import body

from .accuracy_builders import url
from .pdf_builders import (
    a_full_content,
    a_paragraph,
    a_section,
    an_agreed_challenge,
    content_of,
    finish_work,
    letters,
    letters_of_pdf,
    need_engine,
    read,
    sections_of_page,
)

pytestmark = pytest.mark.django_db
SECONDS_FOR_55_PAGES = 10


@pytest.fixture(autouse=True)
def _engine():
    need_engine()


@pytest.fixture
def challenge():
    return an_agreed_challenge(a_full_content())


@pytest.fixture
def version(challenge):
    return final_version(challenge)


def made(version, kind=Kind.HANDLED):
    want_pdf(version, kind, by=version.made_by)
    assert finish_work() == 1
    return content_of(pdf_answer(version, kind))


def tags(node, found):
    """The kinds of the structure, in the order in which they are read."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            tags(one, found)
    elif isinstance(node, dict):
        found += [node["/S"]] if "/S" in node else []
        tags(node["/K"], found) if "/K" in node else None
    return found


def test_section_by_section_it_says_what_the_page_says(challenge, version, sign_in):
    page = body(sign_in(a.a_host_dass(challenge)), url(challenge, "report-final"))
    sections, paper = sections_of_page(page), letters_of_pdf(made(version))
    assert list(sections) == [section["part"] for section in version.content["sections"]]
    for part, text in sections.items():
        assert letters(text) in paper, f"{part} reads otherwise"
    assert paper.endswith(letters(" ".join(sections.values()))), "nothing is missing between them, nothing added"


def test_odd_signs_arrive_whole(sign_in):
    odd = "Łódź, ŵy, naïve – “quoted” £1,000 ½ 10 °C → ≥ 5 ✓ <b>not bold</b> &amp; {{ not a tag }} *stars*"
    challenge = an_agreed_challenge({"sections": [a_section(Part.SUMMARY, a_paragraph(odd, odd), a_paragraph(odd))]})
    assert letters_of_pdf(made(final_version(challenge))).count(letters(odd)) == 3


def test_it_is_tagged_and_named_in_its_language(challenge, version):
    root = read(made(version)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    kinds = tags(root["/StructTreeRoot"]["/K"], [])
    assert kinds.count("/H1") == 1
    headings = [kind for kind in kinds if kind in ("/H1", "/H2", "/H3", "/H4")]
    levels = [int(kind[2]) for kind in headings]
    assert headings[:3] == ["/H1", "/H2", "/H2"]
    assert all(after <= before + 1 for before, after in pairwise(levels)), "no level is left out"
    assert {"/P", "/L", "/LI", "/LBody", "/Link", "/Sect"} <= set(kinds)


def test_bookmarks_and_contents_lead_to_every_section(challenge, version):
    pdf = read(made(version))
    titles = [section["title"] for section in version.content["sections"]]
    outline = pdf.outline
    under_title = outline[1] if isinstance(outline[1], list) else outline
    assert [one.title for one in under_title if not isinstance(one, list)] == ["Contents", *titles]
    links = [note.get_object() for note in pdf.pages[1]["/Annots"]]
    assert len(links) == len(titles)


def test_every_page_but_the_first_says_what_it_is_and_where_one_is(challenge, version):
    pdf = read(made(version))
    count = len(pdf.pages)
    assert ReportPdf.objects.get().pages == count > 3
    for number, page in enumerate(pdf.pages, start=1):
        text = page.extract_text()
        is_first = number == 1
        assert (f"Page {number} of {count}" in text) != is_first
        assert f"{challenge.host} peer challenge: final report, version 2" in text
    assert "OFFICIAL-SENSITIVE" in pdf.pages[2].extract_text()


def test_the_first_page_says_whose_report_it_is_and_who_may_have_it(challenge, version):
    first = read(made(version)).pages[0].extract_text()
    region, council = challenge.cycle.region.name, challenge.host.official_name
    for words in (region, council, "version 2", f"Agreed on {timezone.localtime(version.made_at).day} "):
        assert words in first
    assert "OFFICIAL-SENSITIVE" in first
    assert "Please do not pass it on" in first
    assert "Licence" not in first
    assert "Example" not in first


def test_a_published_one_has_the_licence_in_place_of_the_label(version):
    content = made(version, Kind.PUBLIC)
    first = read(content).pages[0].extract_text()
    assert "Open Government Licence v3.0" in first
    assert LICENCE in first
    assert letters("OFFICIAL") not in letters_of_pdf(content)


def test_an_example_says_so_on_every_page(version, settings):
    settings.DEMO = True
    assert all("Example" in page.extract_text() for page in read(made(version)).pages)


def test_it_says_nothing_of_who_made_it_and_where(version, settings):
    type(version.made_by).objects.filter(pk=version.made_by.pk).update(name="Quentin Maker")
    content = made(ReportVersion.objects.get(pk=version.pk))
    pdf = read(content)
    assert set(pdf.metadata) == {"/Title", "/Producer"}
    everything = content + b"".join(
        one.get_object().get_data()
        for number in range(1, len(pdf.xref_objStm) + len(pdf.xref.get(0, {})) + 1)
        if hasattr(one := pdf.get_object(number), "get_data")
    )
    for word in (b"Quentin", str(settings.BASE_DIR).encode(), b"/tmp", b"file:", b"ours:"):
        assert word not in everything


def test_made_twice_it_says_the_same_and_is_the_same(version):
    html = html_of(version, Kind.HANDLED)
    one, other = print_pdf(html), print_pdf(html)
    assert letters_of_pdf(one.content) == letters_of_pdf(other.content)
    assert one == other


def test_it_is_made_from_the_version_and_from_no_draft(challenge, version, sign_in):
    want_pdf(version, by=version.made_by)
    challenge.report.sections.create(part=Part.SUMMARY, text="Written later.", version=1)
    challenge.recommendations.all().delete()
    finish_work()
    assert letters("Written later.") not in letters_of_pdf(content_of(pdf_answer(version)))


@pytest.mark.slow
def test_55_pages_are_made_in_good_time():
    version = final_version(an_agreed_challenge(a_full_content(paragraphs=78)))
    html = html_of(version, Kind.HANDLED)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    printed = print_pdf(html)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{printed.pages} pages, {len(printed.content) // 1024} KB, {seconds:.1f} seconds of work")
    assert printed.pages >= 55
    assert seconds < SECONDS_FOR_55_PAGES
