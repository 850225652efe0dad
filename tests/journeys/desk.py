"""Somebody who writes at a desk where everything can break: the tab, the browser, the network, the server, the session.

The browser is a process of ours with a folder of its own, so that it can be killed and started again as it was.
"""

import json
import random
import shutil
import sqlite3
import subprocess
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from playwright.sync_api import Error, Page, Playwright

from tests import services

from .server import Embedded

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    # What Playwright gives its own browsers: several pages are written in at once here.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
)
NO_STORE = "Object.defineProperty(self, 'indexedDB', {value: undefined})"
SAFE_AFTER = 2.0  # seconds: what is older must be there again
PATIENCE = 10  # seconds until a page has given back what it found

_LOOK_INTO_THE_STORE = """async () => {
    const opened = await new Promise(done => {
        const asked = indexedDB.open("peerchallenge", 1);
        asked.onsuccess = () => done(asked.result);
    });
    const all = await new Promise(done => {
        const asked = opened.transaction("texts").objectStore("texts").getAll();
        asked.onsuccess = () => done(asked.result);
    });
    return all.map(({sealed}) => new TextDecoder("latin1").decode(sealed));
}"""
_WORLD = """
import json
from django.test import Client
from cycles.models import HostRole
from tests import builders as a
from tests.assessments.builders import a_preparing_challenge
challenge = a_preparing_challenge()
priya, other = (a.a_host_member(challenge, HostRole.COORDINATOR) for _ in range(2))
def session(person):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value
answers = challenge.assessments.get(kind="self_assessment").answers
places = [[pk, f"{slug}/{place}/"] for pk, slug, place in
          answers.values_list("pk", "question__section__slug", "question__position")]
sessions = [session(priya) for _ in range(16)]
print(json.dumps({"slug": challenge.slug, "sessions": sessions, "other": session(other), "places": places}))
"""


class Service:
    """The embedded edition with one challenge that prepares. It can be killed at any moment and started again."""

    def __init__(self, folder: Path):
        self.embedded, self._up = Embedded(folder), ExitStack()
        self.embedded.prepare()
        facts = json.loads(self.embedded.in_shell(*_WORLD.strip().splitlines()).splitlines()[-1])
        self.sessions, self.other, self.places = facts["sessions"], facts["other"], facts["places"]
        self.start_of_form = f"{self.embedded.url}/challenges/{facts['slug']}/self-assessment/"

    def start(self) -> None:
        self._up.enter_context(self.embedded.running())

    def kill(self) -> None:
        self._up.close()

    def history(self, answer: int) -> list[str]:
        """Every text of an answer that the database has, read past the service."""
        with sqlite3.connect(self.embedded.folder / "peerchallenge.sqlite3") as database:
            rows = database.execute(
                "SELECT after FROM audit_revision WHERE target = 'assessments.answer' AND target_id = ?", [answer]
            )
            return [json.loads(after)["text"] for (after,) in rows]


class Sheet:
    """One answer that is being written, in a tab of its own."""

    def __init__(self, page: Page, answer: int, chance: random.Random):
        self.page, self.answer, self.chance = page, answer, chance
        self.typed, self.log = "", []
        page.locator("textarea").focus()
        page.keyboard.press("Control+End")

    def write(self) -> None:
        """One more word, as a person types it: nobody else has written this one."""
        word = f"{self.chance.randrange(16**8):08x} "
        self.page.keyboard.type(word)
        self.typed += word
        self.log.append((time.monotonic(), self.typed))

    def safe_at(self, moment: float) -> str:
        """What was typed more than two seconds before."""
        return next((text for at, text in reversed(self.log) if at <= moment - SAFE_AFTER), "")


class Desk:
    """A person, their browser, and the service they write to."""

    def __init__(self, playwright: Playwright, service: Service, folder: Path, *, store: bool = True):
        self.playwright, self.service, self.folder, self.store = playwright, service, folder, store
        self.pages: list[Page] = []

    def open_browser(self) -> None:
        port = services.free_port()
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        self.process = subprocess.Popen(
            [program, *FLAGS, f"--remote-debugging-port={port}", f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        services.wait_until(lambda: services._answers(port), "Chromium to listen")
        self.browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        self.context = self.browser.contexts[0]
        if not self.store:
            self.context.add_init_script(NO_STORE)
        self.pages = []

    def kill_browser(self) -> None:
        services.kill(self.process)
        with suppress(Error):
            self.browser.close()

    def sign_in(self, session: str = "") -> None:
        cookie = {"name": "sessionid", "value": session or self.service.sessions.pop()}
        self.context.add_cookies([cookie | {"url": self.service.embedded.url, "expires": time.time() + 3600}])

    def sign_out(self) -> None:
        """What happens at night: the session has ended, the page is still open."""
        self.context.clear_cookies(name="sessionid")

    def open(self, place: str) -> Page:
        page = self.context.new_page()
        self.pages.append(page)
        page.goto(self.service.start_of_form + place)
        return page

    def kept(self) -> list[str]:
        """What lies in the store of the device, as bytes that can be read as text."""
        return self.pages[-1].evaluate(_LOOK_INTO_THE_STORE)

    def close_tabs(self) -> None:
        for page in self.pages:
            with suppress(Error):
                page.close()
        self.pages = []

    def comes_back(self, answer: int, place: str, safe: str) -> str:
        """Open the answer again. Nothing if all that is safe is there, else what is missing."""
        page = self.open(place)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            there = [page.locator("textarea").input_value(), *self.service.history(answer)]
            if any(safe in text for text in there):
                return ""
            time.sleep(0.05)
        return f"{place}: of “{safe}” there is only {there}"


def crash(page: Page) -> None:
    """The tab dies at once, without a chance to say goodbye."""
    with suppress(Error):
        page.goto("chrome://crash", timeout=3000)
