"""The reader of the access matrix, and what must hold of the matrix itself."""

import pytest

from .matrix import MATRIX, ROLES, Asset, Grant, read_cell

HOST = ("HD", "HC", "HP", "HX", "HA", "SO")
ONLY_THE_TEAM = ("A10", "A13", "A14", "A15", "A37", "A81", "A82")
FIRST_OF_OURS = 50  # assets up to A49 came with the project; later ones were added with a reason


def an_asset(cell):
    return Asset("A99", "Something", {"RL": read_cell(cell)})


def test_a_cell_is_read_as_grants_with_stages_and_flags():
    assert read_cell("E1-1 A1-1 R2-9*s") == (
        Grant("E", 1, 1),
        Grant("A", 1, 1),
        Grant("R", 2, 9, frozenset("*s")),
    )


def test_an_empty_cell_grants_nothing():
    assert read_cell("") == ()


@pytest.mark.parametrize("nonsense", ["X0-9", "R9", "R9-0", "R0-9q", "E0-9,R1-2", "never"])
def test_a_cell_that_breaks_the_grammar_is_refused(nonsense):
    with pytest.raises(ValueError, match="is not a grant"):
        read_cell(nonsense)


def test_who_edits_also_reads_and_who_reads_also_sees_the_status():
    asset = an_asset("E0-3 R4-5 P6-9")
    assert asset.letters("RL", 3) == {"E", "R", "P"}
    assert asset.letters("RL", 4) == {"R", "P"}
    assert asset.letters("RL", 6) == {"P"}


def test_status_alone_is_no_right_to_read():
    assert an_asset("P0-9").stages("RL", "R") == frozenset()


def test_approving_alone_is_no_right_to_read():
    assert an_asset("A0-9").letters("RL", 0) == {"A"}


def test_a_right_that_needs_the_host_to_opt_in_counts_as_never():
    assert an_asset("R7-9o").stages("RL", "R") == frozenset()
    assert an_asset("R7-9o").stages("RL", "R", given=frozenset("o")) == {7, 8, 9}


def test_every_flag_of_a_grant_must_be_given():
    assert an_asset("R0-9*c").stages("RL", "R", given=frozenset("*")) == frozenset()


def test_every_asset_that_was_added_says_why():
    silent = [asset.code for asset in MATRIX.values() if int(asset.code[1:]) >= FIRST_OF_OURS and not asset.reason]
    assert silent == []


@pytest.mark.parametrize("code", ONLY_THE_TEAM)
def test_the_host_never_reads_what_is_the_teams_alone(code):
    everything = frozenset("*cosd")
    for role in HOST:
        assert not MATRIX[code].stages(role, "R", given=everything), (code, role)


def test_the_administrator_reads_no_content_but_the_published_report():
    readable = {asset.code for asset in MATRIX.values() if asset.stages("SA", "R")}
    assert readable == {"A21"}


def test_the_public_reads_nothing_before_publication():
    early = {
        asset.code for asset in MATRIX.values() if asset.stages("PB", "R", given=frozenset("*cosd")) & set(range(7))
    }
    assert early == set()


def test_every_role_has_a_column_and_some_right():
    for role in ROLES:
        assert any(asset.stages(role, "P") for asset in MATRIX.values()), role
