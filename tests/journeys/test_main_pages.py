"""The pages that people use most: what they came for is near for a keyboard, also with the page at four times its size.

That nothing is cut off when text is larger is looked at on every page of every journey, in looks.py.
"""

import pytest

from . import looks
from .browser import chromium
from .demo import looks_around_as
from .site_map import DIRECTOR, LEAD, NOBODY, path

FIRST_TASK, FIRST_FIELD = "main .govuk-task-list__link", "main form input:not([type=hidden])"
SEND = "main form button[type=submit]"
# Page, council, what somebody came for, and how often they press Tab at the most once they have skipped the menu.
MAIN_ACTIONS = {
    LEAD: (
        ("home", "dudley", FIRST_TASK, 1),
        ("challenge", "staffordshire", FIRST_TASK, 3),
        ("offer", "shropshire", FIRST_FIELD, 1),
        ("offer", "shropshire", SEND, 3),
        ("person-new", "dudley", FIRST_FIELD, 1),
        ("person-new", "dudley", SEND, 9),
        ("cycle-plan", "dudley", "main tbody a", 3),
    ),
    DIRECTOR: (("reflections", "dudley", "main dl a", 1),),
    NOBODY: (("account_login", "dudley", FIRST_FIELD, 1), ("account_login", "dudley", SEND, 3)),
}
CUT = '<div style="width: 60px; overflow: hidden">Everything</div>'
LOW = '<p style="height: 1.2em; overflow: hidden">One line<br>and another</p>'
GROWS = '<p style="height: 24px; overflow: hidden; font-size: 1rem; line-height: 1.2">Cut off when larger</p>'
WIDE = '<p style="width: 700px">Wider than a phone</p>'
OUT = '<p style="position: absolute; left: -40px">Out of sight</p>'
FINE = """<p>Enough room</p> <p style="position: absolute; width: 1px; overflow: hidden">Only heard</p>
    <div style="width: 60px; overflow: auto"><pre>To be scrolled</pre></div>"""


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("who", MAIN_ACTIONS, ids=lambda who: who or "nobody signed in")
def test_what_people_came_for_is_a_few_tabs_away(demo, who):
    far = []
    with chromium() as browser:
        walker = looks_around_as(who, browser, demo)
        for width in (looks.DESK, looks.NARROW):
            looks.at_width(walker.page, width)
            for page, council, what, most in MAIN_ACTIONS[who]:
                walker.open(path(page, demo.facts, council)).skip_to_content()
                pressed = walker.reach(walker.page.locator(what).first)
                if pressed > most:
                    far.append(f"{page}: {pressed} times Tab to {what} at {width} px")
    assert not far, "\n".join(far)


@pytest.mark.browser
def test_what_cannot_be_read_or_heard_is_noticed():
    with chromium() as browser:
        context = browser.new_context()
        looks.bring_axe(context)
        page = context.new_page()
        page.goto("data:text/html,<main><h1 style='color: silver'>Pale</h1><img src=''></main>")
        assert any("color-contrast" in one for one in looks.axe(page, looks.DESK))
        assert any("image-alt" in one for one in looks.axe(page, looks.NARROW))


@pytest.mark.browser
def test_what_does_not_fit_is_noticed():
    with chromium() as browser:
        page = browser.new_page()
        for html, fault in ((CUT, "cuts off “Everything”"), (LOW, "cuts off"), (WIDE, "sideways"), (OUT, "cuts off")):
            page.set_content(f"<main>{html}</main>")
            assert any(fault in one for one in looks.squeezed(page, thorough=True)), html
        page.set_content(f"<main>{GROWS}</main>")
        assert list(looks.squeezed(page, thorough=True)) == []
        assert any("with text at 200 %" in one for one in looks.enlarged(page))
        page.set_content(f"<main>{FINE}</main>")
        assert [*looks.squeezed(page, thorough=True), *looks.enlarged(page)] == []
