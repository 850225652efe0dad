"""Who looks at which page of the demo: one person for each address, and the reason where nobody can just open it."""

from datetime import date

from tests.architecture.sitemap import addresses

REGION, CYCLE = "west-midlands", "west-midlands-{year}-to-{later}"
NOBODY, LEAD, DIRECTOR, COORDINATOR = "", "amara-bell", "michael-grant", "priya-shah"
EXPERT, ADMINISTRATOR = "esther-okafor", "sam-field"
EVERYBODY = (NOBODY, LEAD, DIRECTOR, COORDINATOR, EXPERT, ADMINISTRATOR)

# Addresses that are no page to open, or that need something to have happened first.
ELSEWHERE = {
    "healthz": "a word for machines",
    "readyz": "a word for machines",
    "invitations": "leads on to the sign-in page",
    "regions": "leads on to the settings",
    "cycle-new": "leads on to the only region",
    "mfa_download_recovery_codes": "a text file",
    "mfa_login_webauthn": "takes a passkey, in test_passkey.py",
    "invitation": "needs an invitation: seen in test_plan_a_cycle.py",
    "region-new": "for the first lead only: seen in test_plan_a_cycle.py",
    "kept-text": "needs an ended session: seen in test_plan_a_cycle.py",
    "account_confirm_login_code": "follows on another page: seen in the test of signing in by code",
    "account_reset_password_from_key": "needs the link from a mail: seen in the test of a forgotten password",
    "mfa_authenticate": "follows on another page: seen in the test of the second step",
    "mfa_reauthenticate": "needs an app that makes codes: seen in the test of the second step",
    "mfa_deactivate_totp": "needs an app that makes codes: seen in the test of the second step",
    "mfa_view_recovery_codes": "needs an app that makes codes: seen in the test of the second step",
    "mfa_generate_recovery_codes": "needs an app that makes codes: seen in the test of the second step",
    "account_reauthenticate": "follows on another page: seen in the test of fresh proof",
    "proof-by-code": "for people without a password: seen in the test of fresh proof",
    "mfa_reauthenticate_webauthn": "needs a passkey: seen in test_passkey.py",
    "passkey": "needs a passkey: seen in test_passkey.py",
}
PUBLIC = {page.name for page in addresses() if page.view.rule == "public"} - ELSEWHERE.keys() - {"home"}
# Every other page is seen by the regional lead, but for these.
SEEN_BY = {"request-new": DIRECTOR, **dict.fromkeys(PUBLIC, NOBODY)}
# The same address in another state: the argument that is not the usual one.
OTHER_STATES = {
    "challenge": ("birmingham", "staffordshire", "walsall", "coventry"),
    "dates": ("birmingham", "walsall", "coventry"),
    "offers": ("birmingham", "shropshire"),
    "scope": ("staffordshire",),
    "access": ("wolverhampton", "birmingham"),
    "activity": ("birmingham",),
    "stage": ("birmingham",),
    "pause": ("walsall",),
}
USUAL_CHALLENGE = {"move-visit": "staffordshire", "offer": "birmingham", "offer-new": "birmingham", "stage": "stoke-on-trent"}
QUERIES = {"cycle-plan": ("?view=months",), "people": ("?name=zzz", "?role=dass"), "messages": ("?state=failed",)}
PEOPLE = {"host-member": "tom-archer"}


def names() -> set[str]:
    return {page.name for page in addresses()}


def who_sees(name: str) -> str:
    return SEEN_BY.get(name, LEAD)


def first_year(today: date) -> int:
    return today.year - 1
