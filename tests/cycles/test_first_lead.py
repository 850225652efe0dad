"""The first regional lead of an empty installation, from the command to an open region."""

import pytest
from django.core.management import CommandError, call_command

from cycles import register
from cycles.actions.settings import open_region
from cycles.models import Authority, Region, RegionRoleKind
from cycles.refusals import Refused
from peerchallenge.accounts.invitations import open_invitation
from peerchallenge.accounts.models import Person
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Message
from tests.builders import a_person, a_region, a_regional_lead, an_authority

pytestmark = pytest.mark.django_db

AMARA = {"name": "Amara Bell", "email": "amara.bell@example.org"}


def token_in(text):
    return text.rstrip().rstrip("/").rsplit("/", 1)[-1]


def test_the_first_lead_gets_a_link_that_lets_them_in(capsys):
    call_command("first_lead", **AMARA)
    invitation = open_invitation(token_in(capsys.readouterr().out))
    assert invitation.person.name == "Amara Bell"
    assert invitation.person.may_open_region


def test_the_link_of_the_first_lead_goes_out_by_mail_too(capsys):
    call_command("first_lead", **AMARA)
    message = Message.objects.get(template="invitation")
    assert message.recipient.email == "amara.bell@example.org"
    assert message.secret
    assert message.context["link"] in capsys.readouterr().out


def test_the_first_lead_is_in_the_trail():
    call_command("first_lead", **AMARA)
    assert Entry.objects.get().verb == "person.invited_to_lead"


def test_a_second_lead_is_refused_once_a_region_has_one():
    a_regional_lead(a_region())
    with pytest.raises(CommandError, match="--another-region"):
        call_command("first_lead", **AMARA)
    assert not Person.everybody.filter(email="amara.bell@example.org").exists()


def test_the_lead_of_a_further_region_is_invited_when_the_command_says_so():
    a_regional_lead(a_region())
    call_command("first_lead", another_region=True, **AMARA)
    assert Person.everybody.get(email="amara.bell@example.org").may_open_region


def test_inviting_the_first_lead_again_ends_the_earlier_link(capsys):
    call_command("first_lead", **AMARA)
    first = token_in(capsys.readouterr().out)
    call_command("first_lead", **AMARA)
    second = token_in(capsys.readouterr().out)
    assert open_invitation(first) is None
    assert open_invitation(second) is not None
    assert Person.everybody.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"email": "not an address"}, {"email": "a@b"}, {"name": "   "}, {"name": "x" * 121}],
)
def test_a_name_or_address_that_cannot_be_is_refused(wrong):
    with pytest.raises(CommandError):
        call_command("first_lead", **(AMARA | wrong))
    assert not Person.everybody.exists()


def opener():
    return a_person("Amara Bell", may_open_region=True)


def given(**changes):
    return {
        "name": "West Midlands",
        "office": "Example office",
        "contact_email": "office@example.org",
        "contact_phone": "",
        "government_region": "West Midlands",
    } | changes


def test_a_region_opens_with_the_councils_of_its_part_of_the_country(sign_in):
    register.load()
    person = opener()
    answer = sign_in(person).post("/settings/regions/new/", given(), follow=True)
    region = Region.objects.get()
    assert region.authorities.count() == 14
    assert region.slug == "west-midlands"
    assert "West Midlands is open with 14 councils" in answer.content.decode()
    assert answer.redirect_chain[0][0] == "/cycles/new/"


def test_who_opens_a_region_leads_it_and_opens_no_second_one(sign_in):
    person = opener()
    client = sign_in(person)
    client.post("/settings/regions/new/", given(government_region=""))
    assert person.region_roles.get().kind == RegionRoleKind.LEAD
    person.refresh_from_db()
    assert not person.may_open_region
    assert client.get("/settings/regions/new/").status_code == 404


def test_a_second_press_of_the_button_finds_the_region_open(sign_in):
    client = sign_in(opener())
    client.post("/settings/regions/new/", given(government_region=""))
    again = client.post("/settings/regions/new/", given(government_region=""))
    assert again.headers["Location"] == "/settings/west-midlands/"
    assert Region.objects.count() == 1


def test_opening_at_the_same_moment_twice_opens_one_region():
    person = opener()
    stale = Person.objects.get(pk=person.pk)
    open_region(**given(), by=person)
    with pytest.raises(Refused):
        open_region(**given(name="Another"), by=stale)
    assert Region.objects.count() == 1


def test_councils_of_another_region_stay_there():
    register.load()
    other = a_region()
    Authority.objects.filter(short_name="Dudley").update(region=other)
    region = open_region(**given(), by=opener())
    assert region.authorities.count() == 13
    assert Authority.objects.get(short_name="Dudley").region == other


def test_a_region_may_open_without_councils():
    an_authority("Nowhere")
    region = open_region(**given(government_region=""), by=opener())
    assert not region.authorities.exists()


def test_a_region_is_not_called_like_the_page_that_opens_one():
    assert open_region(**given(name="Regions"), by=opener()).slug == "regions-2"


def test_a_name_that_makes_no_address_still_makes_a_region():
    assert open_region(**given(name="——"), by=opener()).slug == "region"


def test_opening_a_region_is_in_the_trail():
    region = open_region(**given(), by=opener())
    entry = Entry.objects.get(verb="region.opened")
    assert (entry.region_id, entry.detail["name"]) == (region.pk, "West Midlands")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter the name of the region"),
        ({"name": "x" * 81}, "80 characters or fewer"),
        ({"office": ""}, "Enter who runs the programme"),
        ({"contact_email": "office"}, "Enter an e-mail address in the right format"),
        ({"government_region": "Atlantis"}, "the councils from the list"),
        ({"name": "TAKEN"}, "Another region has this name"),
    ],
)
def test_a_region_that_cannot_be_is_refused_beside_the_field(sign_in, changes, sentence):
    a_region("Taken")
    register.load()
    answer = sign_in(opener()).post("/settings/regions/new/", given(**changes))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Region.objects.count() == 1


def test_only_who_may_open_a_region_finds_the_page(sign_in):
    assert sign_in(a_person()).get("/settings/regions/new/").status_code == 404
    assert sign_in(a_regional_lead(a_region())).get("/settings/regions/new/").status_code == 404


def test_settings_lead_to_the_page_that_opens_a_region(sign_in):
    answer = sign_in(opener()).get("/settings/")
    assert answer.headers["Location"] == "/settings/regions/new/"
