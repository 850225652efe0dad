"""The pages of a service that is out of order or closed, in a real browser: they stand alone and are still ours."""

import pytest

from . import looks
from .browser import chromium
from .server import Embedded

pytestmark = pytest.mark.browser
PAGES = {
    "out-of-order": (500, "errors.server_error(request)", "Sorry"),
    "closed": (503, "errors.closed_for_work(request, '2pm on Friday')", "2pm on Friday"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_service_out_of_order_still_looks_and_reads_as_ours(name, tmp_path):
    status, answer, words = PAGES[name]
    service = Embedded(tmp_path)
    service.prepare()
    html = service.in_shell(
        "from django.test import RequestFactory",
        "from peerchallenge.ui import errors",
        "request = RequestFactory().get('/')",
        f"print({answer}.content.decode())",
    )
    with service.running(), chromium() as browser:
        page = browser.new_page()
        looks.bring_axe(page.context)
        page.route("**/broken/", lambda route: route.fulfill(status=status, content_type="text/html", body=html))
        page.goto(f"{service.url}/broken/")
        looks.Shots(name).take(page, name)
        assert words in page.inner_text("main")
        assert looks.faults(page, axe_at=(looks.DESK,)) == []
