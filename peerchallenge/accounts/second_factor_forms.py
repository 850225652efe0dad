"""allauth's forms about second factors in our words and our look. Settings name them (MFA_FORMS)."""

import struct
from contextlib import contextmanager

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError

from .forms import OneTimeCode, Plain
from .second_factor import use_once

DID_NOT_WORK = "The passkey did not work. Try again."


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


class _FromADevice(Plain):
    """A passkey's answer is put together by scripts. Whatever is wrong with it: it did not work, and nothing breaks."""

    named = {"name": "a name", "credential": "the passkey"}
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages |= dict.fromkeys(("required", "invalid"), DID_NOT_WORK)

    def clean_credential(self):
        with _faults_as_a_sentence():
            ours = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
            return ours()

    def clean(self):
        with _faults_as_a_sentence():
            return super().clean()


class ProveByPasskey(_FromADevice, AuthenticateWebAuthnForm):
    pass


class ProveAgainByPasskey(_FromADevice, ReauthenticateWebAuthnForm):
    pass


class SignInByPasskey(_FromADevice, LoginWebAuthnForm):
    pass


class AddPasskey(_FromADevice, AddWebAuthnForm):
    words = {
        "name": ("Name", "So that you can tell it from others, for example “My phone”"),
        "passwordless": (
            "Use it to sign in without a password",
            "Works if the device asks for a finger, a face or a PIN.",
        ),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


@contextmanager
def _faults_as_a_sentence():
    try:
        yield
    except ValidationError as error:
        if error.code != "incorrect_code":
            raise
        raise ValidationError(DID_NOT_WORK, code=error.code) from error
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error) as error:
        raise ValidationError(DID_NOT_WORK, code="incorrect_code") from error
