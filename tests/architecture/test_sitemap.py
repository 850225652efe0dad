"""No page is forgotten: each has a name, a rule in the code, and a line in the table that says who may open it."""

import re

from cycles.region_policy import CAN_IN_REGION
from cycles.rules import CAN

from .matrix import MATRIX
from .sitemap import PAGES, SCOPES, addresses
from .source import listed

ADDRESSES = {address.name: address for address in addresses()}
FOUNDATION_RULES = {"public", "signed_in", "account"}


def test_every_address_has_one_name():
    names = [address.name for address in addresses()]
    assert [address.route for address in addresses() if not address.name] == []
    assert sorted(names) == sorted(set(names))


def test_every_address_is_in_the_table():
    assert sorted(set(ADDRESSES) - set(PAGES)) == []


def test_every_line_of_the_table_is_an_address():
    assert sorted(set(PAGES) - set(ADDRESSES)) == []


def test_every_line_of_the_table_can_be_read():
    for page in PAGES.values():
        assert page.scope in SCOPES, page
        if page.scope in ("challenge", "region"):
            assert page.asset in MATRIX, page
            assert page.get in ("R", "E", "A"), page
            assert page.post in ("E", "A", "none"), page
        elif page.scope in ("personal", "public"):
            assert re.fullmatch(r"\d{3}( \d{3})*", page.get), page
            assert re.fullmatch(r"\d{3}( \d{3})*", page.post), page


def test_every_page_names_a_rule_that_exists():
    known = FOUNDATION_RULES | set(CAN) | set(CAN_IN_REGION)
    unknown = [name for name, address in ADDRESSES.items() if getattr(address.view, "rule", None) not in known]
    assert not unknown, listed(unknown)


def test_pages_of_challenges_and_regions_ask_the_right_table_about_the_right_asset():
    wrong = []
    for page in PAGES.values():
        table = {"challenge": CAN, "region": CAN_IN_REGION}.get(page.scope)
        if table and page.name in ADDRESSES:
            rule = table.get(ADDRESSES[page.name].view.rule)
            if not rule or rule.asset != page.asset:
                wrong.append(f"{page.name}: {rule.asset if rule else 'no rule'}, not {page.asset}")
    assert not wrong, listed(wrong)


def test_only_pages_declared_public_need_no_sign_in():
    open_to_all = {name for name, address in ADDRESSES.items() if not getattr(address.view, "login_required", True)}
    assert open_to_all == {page.name for page in PAGES.values() if page.scope == "public"} & set(ADDRESSES)


def test_no_address_shows_the_number_of_a_row():
    """Names in addresses are words; a counted thing (an offer, a message) is numbered within its parent."""
    rows = [address.route for address in ADDRESSES.values() if re.search(r"<int:(pk|id|\w+_id)>", address.route)]
    assert not rows, listed(rows)
