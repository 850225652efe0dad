"""The drill: random work, a backup, a restore in another place, and not one row or byte differs. On both databases."""

import re
import sys
import time

import pytest

from tests import services
from tests.plugin import ON_POSTGRES

from .installation import KEY, KINDS

SEED = 20270219
SIGNS_IN = """
from django.contrib.auth import authenticate
from django.test import Client
from peerchallenge.accounts.models import Person
person = Person.objects.get(slug="amara-bell")
client = Client()
assert client.post("/look-around/", {"person": person.slug}).status_code == 302
page = client.get("/").content.decode()
assert "Amara Bell" in page
print("brought back from a backup of" in page)
"""
SWEEPS = """
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job
print(queue.sweep(), sum(queue.run(number) for number in Job.objects.values_list("pk", flat=True)))
"""
UNBROKEN = """
from peerchallenge.audit.models import Entry
from peerchallenge.audit.trail import broken_links
chains = set(Entry.objects.order_by().values_list("chain", flat=True))
print(len(chains) > 3, [c for c in chains if broken_links(Entry.objects.filter(chain=c).order_by("position"))])
"""

here = pytest.param("sqlite", marks=pytest.mark.skipif(ON_POSTGRES, reason="runs with the tests on SQLite"))
there = pytest.param("postgres", marks=pytest.mark.services)
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("drill"), pytest.mark.timeout(900)]


@pytest.fixture(scope="module", params=[here, there])
def lived_in(request, tmp_path_factory):
    """An installation in which people have worked for a while."""
    kind = KINDS[request.param]
    made = kind(tmp_path_factory.mktemp("lived-in") / "var")
    made.fill()
    done = services.run(sys.executable, "-m", "tests.foundations.random_writes", str(SEED), "60", **as_process(made))
    assert done.returncode == 0, done.stderr
    yield made
    made.remove()


@pytest.fixture
def elsewhere(lived_in, tmp_path):
    """An empty place of the same kind."""
    made = type(lived_in)(tmp_path / "elsewhere")
    yield made
    made.remove()


def as_process(installation):
    return installation.variables | {"DJANGO_SETTINGS_MODULE": "peerchallenge.settings"}


def what_differs(one, other):
    before, after = one.rows(), other.rows()
    return [table for table in sorted({*before, *after}) if before.get(table) != after.get(table)]


def test_what_is_restored_is_what_was_backed_up_row_for_row_and_byte_for_byte(lived_in, elsewhere, tmp_path):
    began = time.monotonic()
    archive = lived_in.backup(tmp_path / "backups")
    elsewhere.works("restore", archive)
    assert time.monotonic() - began < 300
    assert what_differs(lived_in, elsewhere) == []
    assert len(lived_in.stored()) > 20
    assert elsewhere.stored() == pointed_at(lived_in)
    assert elsewhere.ask("SELECT count(*) FROM django_session") == [(0,)]
    changes_one_row(elsewhere)
    assert what_differs(lived_in, elsewhere) == ["cycles_region"], "the control: the comparison sees one changed row"


def changes_one_row(installation):
    installation.in_shell("from cycles.models import Region; Region.objects.update(contact_phone='changed')")


def test_a_restored_copy_lets_people_in_says_what_it_is_and_tells_nobody_anything(lived_in, elsewhere, tmp_path):
    elsewhere.works("restore", lived_in.backup(tmp_path / "backups"))
    assert elsewhere.in_shell(SIGNS_IN) == "True"
    assert elsewhere.in_shell(SWEEPS) == "[] 0"
    assert elsewhere.in_shell(UNBROKEN) == "True []"
    assert not (elsewhere.folder / "mail").exists()
    assert "Mail and background work go on" in elsewhere.works("resume_after_restore")
    assert elsewhere.in_shell(SIGNS_IN) == "False"
    mails_of_everybody = elsewhere.ask("SELECT state, count(*) FROM notifications_message GROUP BY state")
    assert "waiting" not in dict(mails_of_everybody)
    elsewhere.works("sweep")
    assert not (elsewhere.folder / "mail").exists(), "what waited may have gone out before: it is held back"


def test_before_there_is_anything_or_without_a_database_no_backup_is_made(elsewhere, tmp_path):
    assert "the database has no tables yet" in elsewhere.refuses("backup", tmp_path)
    nowhere = {"DATABASE_URL": "postgres://peerchallenge:x@127.0.0.1:1/nothing"}
    assert "No backup was made. The database does not answer." in elsewhere.refuses("backup", tmp_path, **nowhere)
    assert list(tmp_path.glob("*.tar")) == []


def test_people_write_while_the_backup_is_made_and_it_is_of_one_moment(lived_in, elsewhere, tmp_path):
    log = tmp_path / "writes"
    command = (sys.executable, "-m", "tests.foundations.random_writes", str(SEED + 1), "100000")
    with services.running(*command, log=log, **as_process(lived_in)):
        services.wait_until(lambda: log.exists() and len(written(log)) > 20, "people to write")
        before = written(log)
        archive = lived_in.backup(tmp_path / "backups")
        services.wait_until(lambda: len(written(log)) > len(before) + 5, "people to write on")
    elsewhere.works("restore", archive)
    assert elsewhere.in_shell(UNBROKEN) == "True []"
    keys = {key for (key,) in elsewhere.ask("SELECT key FROM documents_storedfile")}
    assert keys == set(elsewhere.stored()), "every file that a row points at, and no other"
    notes = {str(key).replace("-", "") for (key,) in elsewhere.ask("SELECT key FROM reviews_note")}
    for kind, name in before:
        assert kind != "file" or name in keys
        assert kind != "note" or name.replace("-", "") in notes


def written(log):
    return re.findall(r"^(\w+) (\S+)\n", log.read_text(), re.M)


def pointed_at(installation):
    """The stored files but for those whose row was never written: whoever sent them was cut off."""
    keys = {key for (key,) in installation.ask("SELECT key FROM documents_storedfile")}
    return {key: content for key, content in installation.stored().items() if key in keys}


def test_a_full_place_is_overwritten_only_when_told_to(lived_in, elsewhere, tmp_path):
    archive = lived_in.backup(tmp_path / "backups")
    elsewhere.prepare()
    has_an_app_for_codes(elsewhere)
    (elsewhere.files / "ab").mkdir(parents=True)
    (elsewhere.files / "ab" / ("ab" * 32)).write_text("of before")
    before = elsewhere.rows()
    assert re.search(r"holds 1 people and 1 stored files", elsewhere.refuses("restore", archive))
    assert elsewhere.rows() == before
    elsewhere.works("restore", archive, "--replace")
    assert what_differs(lived_in, elsewhere) == []
    assert elsewhere.stored() == pointed_at(lived_in), "nothing of before is left"


def test_where_the_secret_key_is_lost_second_factors_are_set_up_again(elsewhere, tmp_path):
    elsewhere.prepare()
    has_an_app_for_codes(elsewhere)
    archive, other_key = elsewhere.backup(tmp_path / "backups"), {"SECRET_KEY": KEY[::-1]}
    assert "The secret key here is not the one" in elsewhere.refuses("restore", archive, "--replace", **other_key)
    elsewhere.works("restore", archive, "--replace", SECRET_KEY_FALLBACKS=KEY, **other_key)
    assert elsewhere.ask("SELECT count(*) FROM mfa_authenticator") == [(1,)]
    said = elsewhere.works("restore", archive, "--replace", "--with-another-key", **other_key)
    assert "set up again" in said
    assert elsewhere.ask("SELECT count(*) FROM mfa_authenticator") == [(0,)], "nobody could read its secret"


def has_an_app_for_codes(installation):
    installation.in_shell(
        "from allauth.mfa.totp.internal.auth import TOTP; from peerchallenge.accounts.models import Person;"
        "from django.utils import timezone;"
        "facts = dict(name='Sam', email='sam@example.org', joined_at=timezone.now());"
        "person, _ = Person.everybody.get_or_create(slug='sam-field', defaults=facts);"
        "TOTP.activate(person, 'ABCDEFGH')"
    )
