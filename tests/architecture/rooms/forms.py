"""Self-assessment and risk tool, in the world that every page is asked about: signed off once, then opened again."""

from assessments.actions import evidence, risks, signing
from assessments.actions.answers import save_answer
from tests.assessments.builders import a_risk, a_web_page, an_answer, the_form

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "canary-answer": {"A60"},
    "canary-signed": {"A60", "A05d"},
    "canary-risk": {"A62"},
    "canary-rated": {"A62", "A06"},
    "canary-top": {"A62"},
    "canary-gap": {"A05d"},
}


def furnish(world):
    """Put one of everything into the world."""
    by = world.office
    answer, risk = an_answer(world.challenge), a_risk(world.challenge)
    save_answer(answer, {"text": "canary-signed"}, complete=True, seen=1, by=by)
    risks.rate_risk(risk, {"text": "canary-rated", "likelihood": 2, "impact": 3}, complete=True, seen=1, by=by)
    for form in (answer.assessment, risk.assessment):
        signing.sign_off(form, gaps_reason="canary-gap", by=by)
        signing.reopen(form, reason="There is more to say", by=by)
    save_answer(answer, {"text": "canary-answer"}, complete=True, seen=2, by=by)
    risks.rate_risk(risk, {"text": "canary-risk"}, complete=True, seen=2, by=by)
    risks.name_top_risks(risk.assessment, {1: {"name": "canary-top"}}, seen=3, by=by)
    evidence.link_evidence(answer, document=a_web_page(world.challenge), where="page 4", by=by)


def objects(world):
    """What the parts of an address name."""
    return {"area": "use-of-resources", "question": 1, "domain": "performance-outcomes"}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    answer, risk = {"version": "3", "text": "Other words"}, {"version": "3", "text": "Other words"}
    return {
        "question-draft": answer,
        "question": answer,
        "risk-draft": risk,
        "risk": risk,
        "top-risks-draft": {"version": "4", "name_1": "Another risk"},
        "self-assessment-check": {"gaps_reason": "Not all is known"},
        "risks-check": {"gaps_reason": "Not all is known"},
    }


def grow(world, number):
    """One more of everything that pages list."""
    answer, risk = an_answer(world.challenge), a_risk(world.challenge)
    save_answer(answer, {"text": f"Words {number}"}, complete=True, seen=answer.version, by=world.office)
    risks.rate_risk(risk, {"text": f"Words {number}"}, complete=True, seen=risk.version, by=world.office)
    evidence.link_evidence(answer, document=a_web_page(world.challenge), where=f"page {number}", by=world.office)
    evidence.link_evidence(risk, document=a_web_page(world.challenge), where=f"page {number}", by=world.office)
    form = the_form(world.challenge)
    signing.sign_off(form, gaps_reason="Not all is known", by=world.office)
    signing.reopen(form, reason="There is more", by=world.office)
