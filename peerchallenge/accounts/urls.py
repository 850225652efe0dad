"""The way in, and a person's own account. Addresses are ours; names with underscores are those allauth looks for."""

from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path
from django.views.generic import RedirectView

from .rules import before_second_factor, fresh_proof, public, signed_in
from .views import account as own
from .views import invitations, kept_text, look_around, proof, sign_in

takes_kept_text = kept_text.takes_kept_text


def ours(view, *rules):
    """A page of allauth's under our rules, without changing what allauth itself holds."""

    @wraps(view)
    def page(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    for rule in reversed(rules):
        page = rule(page)
    return page


urlpatterns = [
    path("sign-in/", ours(account.login, public, takes_kept_text), name="account_login"),
    path("sign-in/code/", ours(sign_in.ask_for_code, public, takes_kept_text), name="account_request_login_code"),
    path("sign-in/code/check/", ours(account.confirm_login_code, public), name="account_confirm_login_code"),
    path("sign-in/second-factor/", ours(mfa.authenticate, public), name="mfa_authenticate"),
    path("sign-in/passkey/", ours(webauthn.login_webauthn, public, takes_kept_text), name="mfa_login_webauthn"),
    path("sign-in/closed/", ours(account.account_inactive, public), name="account_inactive"),
    path("sign-in/password/", ours(account.password_reset, public), name="account_reset_password"),
    path("sign-in/password/sent/", ours(account.password_reset_done, public), name="account_reset_password_done"),
    path(
        "sign-in/password/changed/",
        ours(account.password_reset_from_key_done, public),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^sign-in/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        ours(account.password_reset_from_key, public),
        name="account_reset_password_from_key",
    ),
    path("sign-out/", ours(account.logout, public), name="account_logout"),
    path("invitations/", public(RedirectView.as_view(pattern_name="account_login")), name="invitations"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("look-around/", look_around.look_around, name="look-around"),
    path("account/", own.account, name="account"),
    path("account/sessions/", own.where_signed_in, name="usersessions_list"),
    path("account/kept-text/", kept_text.kept, name="kept-text"),
    path("account/password/", ours(account.password_change, signed_in), name="account_change_password"),
    path("account/password/new/", ours(account.password_set, signed_in, fresh_proof), name="account_set_password"),
    path("account/proof/", ours(account.reauthenticate, before_second_factor), name="account_reauthenticate"),
    path("account/proof/code/", proof.by_code, name="proof-by-code"),
    path("account/proof/second-factor/", ours(mfa.reauthenticate, before_second_factor), name="mfa_reauthenticate"),
    path(
        "account/proof/passkey/",
        ours(webauthn.reauthenticate_webauthn, before_second_factor),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/security/", own.security, name="mfa_index"),
    path(
        "account/security/app/",
        ours(app.activate_totp, before_second_factor, fresh_proof),
        name="mfa_activate_totp",
    ),
    path(
        "account/security/app/removal/", ours(app.deactivate_totp, signed_in, fresh_proof), name="mfa_deactivate_totp"
    ),
    path("account/security/passkeys/", own.passkeys, name="mfa_list_webauthn"),
    path(
        "account/security/passkeys/new/",
        ours(webauthn.add_webauthn, before_second_factor, fresh_proof),
        name="mfa_add_webauthn",
    ),
    path("account/security/passkeys/<int:number>/", own.passkey, name="passkey"),
    path(
        "account/security/recovery-codes/",
        ours(recovery.view_recovery_codes, before_second_factor, fresh_proof),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/security/recovery-codes/new/",
        ours(recovery.generate_recovery_codes, signed_in, fresh_proof),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/security/recovery-codes.txt",
        ours(recovery.download_recovery_codes, signed_in, fresh_proof),
        name="mfa_download_recovery_codes",
    ),
]
