"""Two people on one text: one saves, the other is told and loses nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from cycles.models import PeerChallenge
from peerchallenge.audit.models import Revision
from peerchallenge.audit.revisions import Stale, changed_since, save_version
from tests.builders import a_challenge, a_person

ROUNDS, SAVERS = 100, 3


@transaction.atomic
def save(row, text, *, seen=None, by=None):
    save_version(row, {"focus": text}, seen=seen or row.version, by=by)


def loaded(row):
    return PeerChallenge.objects.get(pk=row.pk)


def test_a_save_raises_the_version_and_keeps_what_stood_there(db):
    challenge, priya = a_challenge(focus="Old words"), a_person()
    save(challenge, "New words", by=priya)
    assert (loaded(challenge).focus, loaded(challenge).version) == ("New words", 2)
    revision = Revision.objects.get()
    assert (revision.version, revision.by, revision.before, revision.after) == (
        2,
        priya,
        {"focus": "Old words"},
        {"focus": "New words"},
    )


def test_every_save_can_be_read_back_in_order(db):
    challenge = a_challenge(focus="One")
    for text in ("Two", "Three"):
        save(challenge, text)
    history = Revision.objects.order_by("version").values_list("before__focus", "after__focus")
    assert list(history) == [("One", "Two"), ("Two", "Three")]


def test_a_save_from_an_older_version_is_refused_with_both_texts(db):
    challenge, priya = a_challenge(focus="Old"), a_person()
    mine = loaded(challenge)
    save(challenge, "Theirs", by=priya)
    with pytest.raises(Stale) as refused:
        save(mine, "Mine")
    assert refused.value.mine == {"focus": "Mine"}
    assert refused.value.theirs.focus == "Theirs"
    assert refused.value.last_saved.by == priya
    assert loaded(challenge).focus == "Theirs"


def test_a_save_from_a_form_that_was_opened_earlier_is_refused(db):
    """The row is loaded fresh for the post, but the form was filled in against an older version."""
    challenge = a_challenge()
    save(challenge, "Theirs")
    with pytest.raises(Stale):
        save(loaded(challenge), "Mine", seen=1)
    assert Revision.objects.count() == 1


def test_a_save_of_a_row_that_was_loaded_too_early_is_refused(db):
    """Its old words would be kept as what stood there before, although they did not."""
    challenge = a_challenge(focus="Old")
    early = loaded(challenge)
    save(challenge, "Theirs")
    with pytest.raises(Stale):
        save(early, "Mine", seen=2)


@pytest.mark.django_db(transaction=True)
def test_a_save_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="land together"):
        save_version(a_challenge(), {"focus": "New"}, seen=1, by=None)


@pytest.mark.django_db(transaction=True)
def test_a_save_that_is_taken_back_leaves_no_revision():
    challenge = a_challenge(focus="Old")
    with transaction.atomic():
        save(challenge, "New")
        transaction.set_rollback(True)
    assert (loaded(challenge).focus, Revision.objects.count()) == ("Old", 0)


# --- Races -----------------------------------------------------------------------------------------------------------


def race(challenge, save_once):
    """In each round all savers have loaded the same version, then save at once. Returns the texts said to be saved."""
    together, saved = threading.Barrier(SAVERS), []

    def saver(name):
        for number in range(ROUNDS):
            text = f"{name} in round {number}"
            together.wait(20)
            row = loaded(challenge)
            together.wait(20)
            if save_once(row, text):
                saved.append(text)
        connection.close()

    with ThreadPoolExecutor(SAVERS) as pool:
        list(pool.map(saver, [f"Saver {n}" for n in range(SAVERS)]))
    return saved


def kept_by_version(row, text):
    try:
        save(row, text)
    except Stale:
        return False
    return True


def kept_without_version(row, text):
    """The control: a plain save, as Django does it."""
    row.focus = text
    row.save(update_fields=["focus"])
    return True


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_300_racing_saves_none_overwrites_another_in_silence():
    challenge = a_challenge(focus="Start")
    saved = race(challenge, kept_by_version)
    history = list(Revision.objects.order_by("version").values_list("before__focus", "after__focus"))
    assert len(saved) == ROUNDS, "one winner a round; all others were told"
    assert {after for _, after in history} == set(saved), "every text that was said to be saved is in the history"
    assert [before for before, _ in history] == ["Start", *(after for _, after in history[:-1])], "nothing fell between"
    assert loaded(challenge).version == ROUNDS + 1


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_without_the_version_most_racing_saves_are_lost():
    """The control: the race above does happen. All 300 are told that they saved; 200 are overwritten unseen."""
    challenge = a_challenge(focus="Start")
    assert len(race(challenge, kept_without_version)) == ROUNDS * SAVERS
    assert loaded(challenge).version == 1
    assert Revision.objects.count() == 0


@transaction.atomic
def save_with_a_row_below(row, before, after):
    save_version(row, {"focus": row.focus}, seen=row.version, by=None, beside={"part": (before, after)})


def test_rows_that_are_one_text_with_it_are_kept_as_well(db):
    challenge = a_challenge(focus="Whole")
    save_with_a_row_below(challenge, ["", ""], ["3", "A note"])
    revision = Revision.objects.get()
    assert revision.before == {"focus": "Whole", "part": ["", ""]}
    assert revision.after == {"focus": "Whole", "part": ["3", "A note"]}


def test_which_fields_have_changed_since_somebody_looked(db):
    challenge = a_challenge(focus="One")
    save(challenge, "Two")
    save_with_a_row_below(challenge, "", "x")
    assert changed_since(challenge, 1) == {"focus", "part"}
    assert changed_since(challenge, 3) == set()
