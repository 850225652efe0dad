"""allauth's forms about second factors in our words and our look. Settings name them (MFA_FORMS)."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm

from .forms import OneTimeCode, Plain
from .second_factor import use_once


class _CodeOfApp(OneTimeCode):
    words = {"code": ("Code", "6 digits from your app, or one of your recovery codes")}

    def clean_code(self):
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not use_once(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class Prove(_CodeOfApp, AuthenticateForm):
    pass


class ProveAgain(_CodeOfApp, ReauthenticateForm):
    pass


class SetUpApp(OneTimeCode, ActivateTOTPForm):
    words = {"code": ("Code from the app", "6 digits")}

    def clean_code(self):
        code = super().clean_code()
        use_once(self.user, code)
        return code


class RemoveApp(Plain, DeactivateTOTPForm):
    pass


class NewRecoveryCodes(Plain, GenerateRecoveryCodesForm):
    pass


class AddPasskey(Plain, AddWebAuthnForm):
    words = {
        "name": ("Name", "So that you can tell it from others, for example “My phone”"),
        "passwordless": (
            "Use it to sign in without a password",
            "Works if the device asks for a finger, a face or a PIN.",
        ),
    }
    named = {"name": "a name", "credential": "the passkey"}
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["credential"].error_messages["required"] = "The passkey did not arrive. Try again."
