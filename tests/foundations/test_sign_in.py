"""Getting in, by password or by a code in the mail, and staying out."""

import pytest
from django.urls import NoReverseMatch, reverse

from tests.builders import a_person

from .sign_in import (
    CHECK,
    CODE,
    PASSWORD,
    SIGN_IN,
    a_person_with_a_password,
    an_app_for,
    by_code,
    by_password,
    code_in,
    delivered,
    is_signed_in,
    link_in,
    somebody_invited,
)

pytestmark = pytest.mark.django_db


def test_the_right_password_signs_in(client):
    person = a_person_with_a_password()
    assert by_password(client, person)["Location"] == "/"
    assert is_signed_in(client, person)


def test_capitals_in_the_address_do_not_matter(client):
    person = a_person_with_a_password(email="priya@example.org")
    client.post(SIGN_IN, {"login": " Priya@Example.ORG ", "password": PASSWORD})
    assert is_signed_in(client, person)


def test_a_wrong_password_does_not(client):
    response = by_password(client, a_person_with_a_password(), "wrong horse battery")
    assert response.status_code == 200
    assert "The e-mail address or the password is not right" in response.content.decode()
    assert not is_signed_in(client)


def test_a_code_from_the_mail_signs_in(client):
    person = a_person()
    assert by_code(client, person)["Location"] == "/"
    assert is_signed_in(client, person)


def test_the_code_may_be_typed_without_the_dash(client):
    person = a_person()
    client.post(CODE, {"email": person.email})
    client.post(CHECK, {"code": code_in(delivered()[0]).replace("-", " ")})
    assert is_signed_in(client, person)


def test_a_code_works_only_in_the_browser_that_asked_for_it(client):
    person = a_person()
    client.post(CODE, {"email": person.email})
    code = code_in(delivered()[0])
    other = type(client)()
    other.post(CHECK, {"code": code})
    assert not is_signed_in(other)


def test_three_wrong_codes_end_the_try(client):
    person = a_person()
    client.post(CODE, {"email": person.email})
    code = code_in(delivered()[0])
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
    for _ in range(3):
        client.post(CHECK, {"code": wrong})
    client.post(CHECK, {"code": code})
    assert not is_signed_in(client)


def test_a_code_ends_after_a_quarter_of_an_hour(client, time_machine):
    person = a_person()
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    client.post(CODE, {"email": person.email})
    code = code_in(delivered()[0])
    time_machine.shift(16 * 60)
    client.post(CHECK, {"code": code})
    assert not is_signed_in(client)


def test_asking_for_another_code_leads_back_to_the_form(client):
    client.post(CODE, {"email": a_person().email})
    assert client.get(CODE)["Location"] == CHECK, "a code is waited for"
    response = client.post("/sign-out/", {"next": f"{CODE}?next=/tasks/"})
    assert response["Location"] == f"{CODE}?next=/tasks/"
    assert client.get(CODE).status_code == 200


@pytest.mark.parametrize("way", [by_password, by_code])
def test_the_session_has_a_new_name_after_signing_in(way, client):
    person = a_person_with_a_password()
    session = client.session
    session["chosen"] = "by a stranger who waits for somebody to sign in with it"
    session.save()
    before = session.session_key
    way(client, person)
    assert client.session.session_key != before
    assert type(session)(before).load() == {}, "the old name opens nothing"


@pytest.mark.parametrize("way", ["password", "code", "forgotten password"])
def test_whoever_has_not_joined_cannot_sign_in(way, client):
    person = somebody_invited()
    person.set_password(PASSWORD)
    person.save()
    if way == "password":
        by_password(client, person)
    else:
        client.post(CODE if way == "code" else reverse("account_reset_password"), {"email": person.email})
        assert not delivered()
    assert not is_signed_in(client)


def test_whoever_was_taken_out_is_out_with_the_next_click(client):
    person = a_person_with_a_password()
    by_password(client, person)
    assert is_signed_in(client)
    person.is_active = False
    person.save()
    assert client.get(reverse("account"))["Location"].startswith(SIGN_IN)
    assert client.post(reverse("account_change_password"), {"oldpassword": PASSWORD}).status_code == 401
    assert by_password(client, person).status_code == 200
    assert not is_signed_in(client)


def test_nobody_can_open_an_account_for_themselves():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_an_old_address_opens_nothing_after_it_was_changed(client):
    person = a_person_with_a_password(email="old@example.org")
    by_password(client, person)
    client.post("/sign-out/")
    person.email = "new@example.org"
    person.save()
    client.post(SIGN_IN, {"login": "old@example.org", "password": PASSWORD})
    assert not is_signed_in(client)
    client.post(CODE, {"email": "old@example.org"})
    assert not delivered()
    client.post("/sign-out/")
    by_password(client, person)
    assert is_signed_in(client)


def test_signing_out_takes_a_button(client):
    person = a_person_with_a_password()
    by_password(client, person)
    page = client.get("/sign-out/")
    assert page.status_code == 200
    assert is_signed_in(client), "opening the address does nothing"
    assert client.post("/sign-out/")["Location"] == "/"
    assert not is_signed_in(client)


def test_after_signing_in_people_go_on_where_they_wanted_to(client):
    person = a_person_with_a_password()
    asked = client.get(reverse("usersessions_list"))["Location"]
    assert client.post(asked, {"login": person.email, "password": PASSWORD})["Location"] == "/account/sessions/"


def test_a_code_also_leads_on_where_they_wanted_to(client):
    person = a_person()
    check = client.post(f"{CODE}?next=/account/sessions/", {"email": person.email})["Location"]
    assert client.post(check, {"code": code_in(delivered()[0])})["Location"] == "/account/sessions/"


ELSEWHERE = [
    "https://evil.example.org/",
    "//evil.example.org/",
    "/\\evil.example.org/",
    "\\\\evil.example.org",
    "http:evil.example.org",
    "https:/evil.example.org",
    "https:///evil.example.org",
    "///evil.example.org",
    "javascript:alert(1)",
    " //evil.example.org",
    "\t//evil.example.org",
    "http://testserver@evil.example.org/",
    "http://testserver.evil.example.org/",
    "//testserver:80@evil.example.org",
    "http://localhost/",
    "ftp://testserver/",
    "data:text/html,x",
    "/\t/evil.example.org",
    "%2f%2fevil.example.org",
    "http://[::1]/",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_sent_to_another_site(address, client):
    person = a_person_with_a_password()
    location = by_password(client, person, next=address)["Location"]
    assert location == "/" or not address.startswith(("http", "//", "/\\"))
    assert not location.startswith(("http:", "https:", "//", "/\\", "javascript:", "data:", "ftp:", "\\", " ", "\t"))


def test_a_forgotten_password_is_chosen_anew_and_ends_every_session(client):
    person = a_person_with_a_password()
    by_password(client, person)
    stranger = type(client)()
    stranger.post(reverse("account_reset_password"), {"email": person.email})
    link = link_in(delivered()[0])
    for _ in range(20):
        assert stranger.get(link).status_code == 302, "a scanner opens it often"
    form = stranger.get(link)["Location"]
    assert stranger.post(form, {"password1": "a new long password"})["Location"] == "/sign-in/password/changed/"
    assert not is_signed_in(stranger), "choosing a password is not signing in"
    assert not is_signed_in(client)
    by_password(stranger, person, "a new long password")
    assert is_signed_in(stranger)
    assert "This link has ended" in type(client)().get(link).content.decode()


def test_the_link_for_a_new_password_names_our_own_host(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    person = a_person_with_a_password()
    client.post(reverse("account_reset_password"), {"email": person.email}, headers={"host": "evil.example.org"})
    assert "evil" not in delivered()[0].body


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "eleven char",
        "123456789012",
        "passwordpassword",
        "PeerChallenge2026!",
        "council-director",
        "number one person",
    ],
)
def test_easy_passwords_are_refused(password, client):
    person = a_person_with_a_password(name="Number One Person")
    by_password(client, person)
    response = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password})
    assert response.status_code == 200
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize(
    "password", ["three green kettles", "x" * 5 + "ÄÖ 漢字 🙂🙂 kettle", "council of green kettles", "a b" * 42]
)
def test_long_and_unusual_passwords_are_welcome(password, client):
    person = a_person_with_a_password()
    by_password(client, person)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password})
    client.post("/sign-out/")
    by_password(client, person, password)
    assert is_signed_in(client)


def test_changing_the_password_needs_the_old_one_and_is_told_by_mail(client):
    person = a_person_with_a_password()
    by_password(client, person)
    address = reverse("account_change_password")
    assert client.post(address, {"oldpassword": "wrong", "password1": "three green kettles"}).status_code == 200
    assert client.post(address, {"oldpassword": PASSWORD, "password1": "three green kettles"}).status_code == 302
    [notice] = delivered()
    assert notice.subject == "A change to how you sign in"
    assert notice.to == [person.email]
    assert "kettles" not in notice.body


def test_every_form_on_the_way_in_carries_its_token(client):
    person = a_person_with_a_password()
    pages = [client.get(path) for path in (SIGN_IN, CODE, reverse("account_reset_password"))]
    client.post(CODE, {"email": person.email})
    pages.append(client.get(CHECK))
    client.post("/sign-out/")
    an_app_for(person)
    by_password(client, person)
    pages.append(client.get("/sign-in/second-factor/"))
    for page in pages:
        body = page.content.decode()
        assert body.count('method="post"') == body.count("csrfmiddlewaretoken") > 0
