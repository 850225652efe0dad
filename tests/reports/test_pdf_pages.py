"""The PDF of the final report: who may have it, what its page says of it, and that it is made once."""

import re

import pytest
from django.db import connection

from cycles.models import PeerChallenge, Stage, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.documents import pdf as engine
from peerchallenge.documents.models import StoredFile
from peerchallenge.documents.pdf import CutOff, NoPdf, Printed, Reason
from peerchallenge.jobs.models import Job, State
from peerchallenge.jobs.queue import MOST_ATTEMPTS
from reports import pdf_making
from reports.actions.agreement import agree_report
from reports.agreement import final_version
from reports.models import ReportPdf
from reports.pdf import Kind, state_of, want_pdf
from reports.views.pdf import pdf_answer
from tests import builders as a
from tests.pages import body

from .accuracy_builders import a_check, a_return, agreed, url
from .pdf_builders import a_made_pdf, an_agreed_challenge, content_of, downloaded, finish_work

pytestmark = pytest.mark.django_db
BEING_MADE, TRY_AGAIN = "The PDF is being made", "Try to make the PDF again"
FINAL, PDF, DOWNLOAD = "report-final", "report-pdf", "report-pdf-download"


@pytest.fixture
def challenge():
    return an_agreed_challenge()


@pytest.fixture
def version(challenge):
    return final_version(challenge)


@pytest.fixture
def director(challenge):
    return a.a_host_dass(challenge)


@pytest.fixture
def printed(monkeypatch):
    """The engine as the job sees it: what it answers can be changed, and what it was asked for is kept."""
    asked = []

    def print_pdf(html):
        asked.append(html)
        if isinstance(print_pdf.answer, Exception):
            raise print_pdf.answer
        return print_pdf.answer

    print_pdf.answer, print_pdf.asked = Printed(b"%PDF-1.7 made", 14), asked
    monkeypatch.setattr(pdf_making, "print_pdf", print_pdf)
    return print_pdf


def files(settings):
    return [path for path in settings.FILES_DIR.rglob("*") if path.is_file()]


def test_agreeing_the_report_promises_its_pdf(printed, sign_in):
    check = a_check()
    a_return(check)
    lead = a.a_team_member(check.challenge, TeamRole.TEAM_LEAD)
    agree_report(PeerChallenge.objects.get(pk=check.challenge.pk), seen=agreed(check)["seen"], by=lead)
    client = sign_in(lead)
    assert BEING_MADE in body(client, url(check.challenge, FINAL))
    assert finish_work() == 1
    page = body(client, url(check.challenge, FINAL))
    assert re.search(r"Download as a PDF \(.+, 14 pages\)", page)
    assert BEING_MADE not in page
    assert downloaded(client, check.challenge) == b"%PDF-1.7 made"


def test_a_later_version_has_a_pdf_of_its_own(challenge, version, director, printed, sign_in):
    a_made_pdf(version, content=b"%PDF-1.7 first")
    later = type(version).objects.create(
        report=version.report, number=version.number + 1, kind="final", content=version.content, digest="later",
        made_by=version.made_by,
    )  # fmt: skip
    client = sign_in(director)
    assert client.get(url(challenge, DOWNLOAD)).status_code == 404, "an old text is never given out as the new one"
    assert "Make a PDF</button>" in body(client, url(challenge, FINAL))
    assert BEING_MADE in client.post(url(challenge, PDF), follow=True).content.decode()
    finish_work()
    assert downloaded(client, challenge) == b"%PDF-1.7 made"
    assert state_of(later).file != state_of(version).file


def test_it_is_a_download_with_a_name_and_the_trail_knows_who_took_it(challenge, version, director, sign_in):
    a_made_pdf(version)
    answer = sign_in(director).get(url(challenge, DOWNLOAD))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert content_of(answer)
    line = Entry.objects.get(verb="report.pdf_downloaded")
    assert (line.actor, line.sentence) == (director, "took away version 2 of the report as a PDF")


@pytest.mark.parametrize("role", ["RL", "HD", "HC", "HP", "HX", "TL", "TM", "EE", "PR"])
def test_whoever_reads_the_page_may_have_the_file(role, challenge, version, sign_in):
    a_made_pdf(version)
    client = sign_in(a.someone_in_role(role, challenge))
    assert client.get(url(challenge, FINAL)).status_code == 200
    assert content_of(client.get(url(challenge, DOWNLOAD))) == b"%PDF-1.7"


@pytest.mark.parametrize("role", ["OA", "OR", "SA", "HA", "SO"])
def test_for_everybody_else_there_is_none(role, challenge, version, sign_in):
    a_made_pdf(version)
    client = sign_in(a.someone_in_role(role, challenge))
    assert {client.get(url(challenge, page)).status_code for page in (PDF, DOWNLOAD)} == {404}
    assert client.post(url(challenge, PDF)).status_code == 404


def test_the_coordinator_of_the_region_learns_the_day_and_gets_no_file(challenge, version, sign_in):
    a_made_pdf(version)
    client = sign_in(a.someone_in_role("RC", challenge))
    assert "The final report was agreed on" in body(client, url(challenge, DOWNLOAD))
    assert client.post(url(challenge, PDF)).status_code == 404


def test_while_the_check_is_open_again_it_is_nobodys(challenge, version, director, sign_in):
    a_made_pdf(version)
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.ACCURACY_CHECK)
    assert sign_in(director).get(url(challenge, DOWNLOAD)).status_code == 403


def test_the_one_for_those_who_took_part_is_never_the_one_for_everybody(version):
    a_made_pdf(version, Kind.HANDLED, b"%PDF-1.7 handled")
    assert state_of(version, Kind.PUBLIC).file is None
    a_made_pdf(version, Kind.PUBLIC, b"%PDF-1.7 public")
    assert content_of(pdf_answer(version, Kind.PUBLIC)) == b"%PDF-1.7 public"
    assert content_of(pdf_answer(version)) == b"%PDF-1.7 handled"


def test_however_often_somebody_asks_it_is_made_once(challenge, version, director, printed, settings, sign_in):
    client = sign_in(director)
    for _ in range(3):
        client.post(url(challenge, PDF))
    assert ReportPdf.objects.count() == Job.objects.count() == 1
    finish_work()
    client.post(url(challenge, PDF))
    pdf = ReportPdf.objects.get()
    pdf_making.make(pdf.pk, pdf.attempt)
    assert len(printed.asked) == StoredFile.objects.count() == len(files(settings)) == 1


@pytest.mark.parametrize("reason", Reason)
def test_what_cannot_be_made_is_said_in_words_and_can_be_tried_again(
    reason, challenge, version, director, printed, sign_in, caplog
):
    printed.answer = NoPdf(reason, "RecursionError")
    client = sign_in(director)
    client.post(url(challenge, PDF))
    assert finish_work() == 1, "the queue need not try again what fails each time"
    page = body(client, url(challenge, FINAL))
    assert all(words in page for words in ("There is no PDF.", reason.label, TRY_AGAIN, "All is well."))
    assert "All is well." not in caplog.text
    assert reason.value in caplog.text
    printed.answer = Printed(b"%PDF-1.7 at last", 3)
    assert BEING_MADE in client.post(url(challenge, PDF), follow=True).content.decode()
    finish_work()
    assert downloaded(client, challenge) == b"%PDF-1.7 at last"


def test_what_is_cut_off_is_tried_again_by_the_queue_and_then_given_up_in_words(
    challenge, version, director, printed, sign_in
):
    printed.answer = CutOff("ended by signal 9")
    client = sign_in(director)
    client.post(url(challenge, PDF))
    for _ in range(MOST_ATTEMPTS):
        assert BEING_MADE in body(client, url(challenge, FINAL))
        Job.objects.update(due_at=version.made_at)
        finish_work()
    assert Job.objects.get().state == State.FAILED
    page = body(client, url(challenge, FINAL))
    assert "It was begun several times and never finished." in page
    assert TRY_AGAIN in page
    printed.answer = Printed(b"%PDF-1.7", 3)
    client.post(url(challenge, PDF))
    finish_work()
    assert state_of(version).file


@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_for_the_engine(version, monkeypatch):
    in_one = []

    def print_pdf(html):
        in_one.append(connection.in_atomic_block)
        return Printed(b"%PDF-1.7", 1)

    monkeypatch.setattr(pdf_making, "print_pdf", print_pdf)
    want_pdf(version, by=version.made_by)
    finish_work()
    assert in_one == [False]


def test_of_two_runs_at_once_one_keeps_its_file(version, printed, settings):
    pdf = want_pdf(version, by=version.made_by)
    first = ReportPdf.objects.select_related("version__report__challenge__host", "asked_by").get(pk=pdf.pk)
    pdf_making.make(pdf.pk, 1)
    pdf_making._keep(first, Printed(b"%PDF-1.7 late", 9), "late")
    assert StoredFile.objects.count() == len(files(settings)) == 1
    assert content_of(pdf_answer(version)) == b"%PDF-1.7 made"


def test_what_an_interrupted_run_left_behind_is_written_over(version, printed, settings):
    pdf = want_pdf(version, by=version.made_by)
    for left in (settings.FILES_DIR / "incoming" / pdf.key, settings.FILES_DIR / pdf.key[:2] / pdf.key):
        left.parent.mkdir(parents=True, exist_ok=True)
        left.write_bytes(b"half of it")
    finish_work()
    assert [path.read_bytes() for path in files(settings)] == [b"%PDF-1.7 made"]


def test_a_run_that_comes_after_a_new_attempt_says_nothing(version, printed):
    pdf = want_pdf(version, by=version.made_by)
    ReportPdf.objects.update(failure=Reason.ENGINE)
    assert want_pdf(version, by=version.made_by).attempt == 2
    printed.answer = NoPdf(Reason.TOO_SLOW)
    pdf_making.make(pdf.pk, 1)
    assert not ReportPdf.objects.get().failure


def test_without_the_engine_the_page_is_there_and_says_so(challenge, version, director, monkeypatch, tmp_path, sign_in):
    """The engine's own process, on a machine that has not the libraries it needs."""
    without = tmp_path / "without.py"
    without.write_text(
        "import runpy, sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'weasyprint':\n"
        "            raise OSError('cannot load library libpango-1.0.so.0')\n"
        "sys.meta_path.insert(0, Missing())\n"
        f"runpy.run_path({str(engine.ENGINE)!r}, run_name='__main__')\n"
    )
    monkeypatch.setattr(engine, "ENGINE", without)
    client = sign_in(director)
    client.post(url(challenge, PDF))
    finish_work()
    page = body(client, url(challenge, FINAL))
    assert "PDFs cannot be made on this server at the moment." in page
    assert "All is well." in page
    assert TRY_AGAIN in page
