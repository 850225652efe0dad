"""allauth's forms in our words and our look, and one of our own. Settings name them (ACCOUNT_FORMS)."""

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django.contrib.auth.password_validation import validate_password

from peerchallenge.ui import forms

from .models import Person

NEW_HINT = "At least 12 characters. Three words that do not belong together work well."
CODE_HINT = "8 digits, for example 1234-5678"


class Plain(forms.Form):
    """Gives the fields of one of allauth's forms our words: label and hint, and how error messages name the field."""

    words: dict[str, tuple[str, str]] = {}
    named: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = self.words.get(name, (field.label, ""))
            field.errors_as = self.named.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class OneTimeCode(Plain):
    """A code that came by mail or from an app."""

    words = {"code": ("Code", CODE_HINT)}
    named = {"code": "the code"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        self.fields["code"].widget.attrs |= attributes


class NewPassword(Plain):
    """A password is chosen in one box: people may paste it, and whoever forgets it asks for a code."""

    words = {"oldpassword": ("The password you use now", ""), "password1": ("New password", NEW_HINT)}
    named = {"oldpassword": "the password you use now", "password1": "a new password"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


class SignIn(Plain, allauth.LoginForm):
    words = {"login": ("E-mail address", ""), "password": ("Password", "")}
    named = {"login": "your e-mail address", "password": "your password"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class AskForCode(Plain, allauth.RequestLoginCodeForm):
    words = {"email": ("E-mail address", "")}
    named = {"email": "your e-mail address"}

    def clean_email(self):
        email = super().clean_email()
        self._user = whoever_may_sign_in([self._user] if self._user else [], email)
        return email


class TypeCode(OneTimeCode, allauth.ConfirmLoginCodeForm):
    pass


class AskForPassword(Plain, allauth.ResetPasswordForm):
    words = {"email": ("E-mail address", "")}
    named = {"email": "your e-mail address"}

    def clean_email(self):
        email = super().clean_email()
        person = whoever_may_sign_in(self.users, email)
        self.users = [person] if person else []
        return email

    def save(self, request, **kwargs):
        if not self.users:
            get_adapter().send_mail("account/email/unknown_account", self.cleaned_data["email"], {})
        return super().save(request, **kwargs)


class ChooseForgottenPassword(NewPassword, allauth.ResetPasswordKeyForm):
    pass


class ChangePassword(allauth.ChangePasswordForm, NewPassword):
    pass


class ChooseFirstPassword(allauth.SetPasswordForm, NewPassword):
    pass


class ProveByPassword(Plain, allauth.ReauthenticateForm):
    words = {"password": ("Password", "")}
    named = {"password": "your password"}


class ProveByCode(OneTimeCode, allauth.BaseConfirmCodeForm):
    """For people who have neither a password nor a second factor."""


class AcceptInvitation(forms.Form):
    """Joining. Whoever leaves the password empty signs in with a code by e-mail each time."""

    email = forms.EmailField(label="Your e-mail address", disabled=True, required=False)
    password = forms.CharField(
        label="Choose a password, or leave this empty",
        help_text=NEW_HINT,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    mark_optional = False

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, initial={"email": person.email}, **kwargs)
        self.person = person
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def clean_password(self):
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, self.person)
        return password


def whoever_may_sign_in(people: list[Person], email: str) -> Person | None:
    """The one person who has this address today and has joined. For anybody else there is no account here."""
    return next((one for one in people if one.may_sign_in and one.email.lower() == email.lower()), None)
