"""A text that would keep the engine busy for ever is refused, or ended by a limit, and the page says so."""

import subprocess
import sys
import time

import pytest

from peerchallenge.documents import pdf as engine
from peerchallenge.documents.pdf import CutOff, NoPdf, Reason, print_pdf
from reports.agreement import final_version
from reports.models import Part
from reports.pdf import state_of, want_pdf
from tests import builders as a
from tests.pages import body

from .accuracy_builders import url
from .pdf_builders import a_paragraph, a_section, an_agreed_challenge, finish_work, need_engine

LONG_WORD = "a" * 1_000_000
ROWS = "\n".join("\t".join(f"cell {row}.{column}" for column in range(10)) for row in range(2_000))
NESTED = "".join(f"{'  ' * depth}- item\n" for depth in range(400))
BOMBS = {
    "long word": f"<p>{LONG_WORD}</p>",
    "table": f"<table>{('<tr>' + '<td>cell</td>' * 10 + '</tr>') * 2_000}</table>",
    "nested lists": f"{'<ul><li>' * 400}x{'</li></ul>' * 400}",
    "much": "<p>word</p>" * 200_000,
}
FAR_AWAY = 10**9


@pytest.fixture(autouse=True)
def _engine():
    need_engine()


@pytest.fixture
def limits(settings):
    """Other limits than usual: limits(cpu_seconds=1)."""

    def changed(**limits):
        settings.PDF_LIMITS = settings.PDF_LIMITS | limits

    return changed


@pytest.fixture
def no_look_before(limits):
    """Whatever is in it, it reaches the engine: here the limits of the process are alone."""
    limits(characters=FAR_AWAY, elements=FAR_AWAY, depth=FAR_AWAY, word=FAR_AWAY)


def page(markup):
    return f'<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>{markup}</body></html>'


def reason_of(markup):
    with pytest.raises(NoPdf) as refused:
        print_pdf(page(markup))
    return refused.value.reason


@pytest.mark.parametrize("bomb", BOMBS)
def test_it_is_refused_before_the_engine_sees_it(bomb, monkeypatch):
    monkeypatch.setattr(engine, "ENGINE", "no-such-program")
    assert reason_of(BOMBS[bomb]) == Reason.TOO_LARGE


def test_what_a_report_may_be_passes():
    engine.refuse_bombs(page("<section><div><p>word<br>word</p></div></section>" * 3_000))


@pytest.mark.slow
def test_work_without_end_is_ended_by_the_processor_limit(limits, no_look_before):
    limits(cpu_seconds=2)
    began = time.monotonic()
    assert reason_of(BOMBS["table"] * 3) == Reason.TOO_SLOW
    assert time.monotonic() - began < 60


@pytest.mark.slow
def test_and_by_the_clock(limits, no_look_before):
    limits(seconds=3)
    assert reason_of(BOMBS["table"] * 3) == Reason.TOO_SLOW


@pytest.mark.slow
def test_hunger_for_memory_ends_the_process_and_not_the_service(limits, no_look_before):
    limits(memory=300 * 1024**2)
    assert reason_of(BOMBS["table"] * 3) in (Reason.TOO_LARGE, Reason.ENGINE)


@pytest.mark.slow
def test_depth_ends_the_process_and_not_the_service(no_look_before):
    assert reason_of(f"{'<ul><li>' * 2_000}x") in (Reason.TOO_LARGE, Reason.ENGINE)


def test_a_process_that_nobody_waits_for_ends_by_itself(settings):
    """Its worker was killed: nobody is there to end it, and nothing comes on its input."""
    limits = (str(settings.PDF_FILES_DIR), str(1024**3), "60", "2")
    left = subprocess.Popen([sys.executable, "-I", str(engine.ENGINE), *limits], stdin=subprocess.PIPE)
    assert left.wait(timeout=60) < 0
    left.stdin.close()


def test_a_process_that_is_killed_says_nothing_about_the_text(monkeypatch, tmp_path):
    killed = tmp_path / "killed.py"
    killed.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(engine, "ENGINE", killed)
    with pytest.raises(CutOff):
        print_pdf(page("<p>word</p>"))


def test_the_process_is_given_no_key_and_no_address_of_a_database(monkeypatch, tmp_path):
    says = tmp_path / "says.py"
    says.write_text("import json, os\nprint(json.dumps({'reason': 'engine', 'error': ' '.join(os.environ)}))\n")
    monkeypatch.setattr(engine, "ENGINE", says)
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://")
    with pytest.raises(NoPdf) as refused:
        print_pdf(page("<p>word</p>"))
    assert set(str(refused.value).split()) <= {"engine", *engine.HANDED_ON, "LC_CTYPE"}


@pytest.mark.django_db
@pytest.mark.parametrize("text", [LONG_WORD, "word " * 500_000])
def test_in_a_report_it_becomes_a_sentence_on_its_page(text, sign_in):
    challenge = an_agreed_challenge({"sections": [a_section(Part.SUMMARY, a_paragraph(text))]})
    version = final_version(challenge)
    want_pdf(version, by=version.made_by)
    assert finish_work() == 1
    shown = body(sign_in(a.a_host_dass(challenge)), url(challenge, "report-final"))
    assert Reason.TOO_LARGE.label in shown
    assert "Try to make the PDF again" in shown


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("text", [ROWS, NESTED])
def test_what_only_looks_like_a_bomb_is_made_or_refused_and_never_stuck(text):
    challenge = an_agreed_challenge({"sections": [a_section(Part.SUMMARY, a_paragraph(text))]})
    version = final_version(challenge)
    want_pdf(version, by=version.made_by)
    assert finish_work() == 1
    assert not state_of(version).is_being_made
