"""Addresses of the self-assessment and the risk tool."""

from django.urls import path

from assessments.views import answers, evidence, risks, self_assessment, signing, top_risks

SELF_ASSESSMENT = "challenges/<slug:slug>/self-assessment/"
QUESTION = f"{SELF_ASSESSMENT}<slug:area>/<int:question>/"
RISKS = "challenges/<slug:slug>/risks/"
DOMAIN = f"{RISKS}<slug:domain>/"

urlpatterns = [
    path(SELF_ASSESSMENT, self_assessment.self_assessment, name="self-assessment"),
    path(f"{SELF_ASSESSMENT}check/", signing.self_assessment_check, name="self-assessment-check"),
    path(f"{SELF_ASSESSMENT}confirmation/", signing.self_assessment_confirmation, name="self-assessment-confirmation"),
    path(f"{SELF_ASSESSMENT}signed/", signing.self_assessment_signed, name="self-assessment-signed"),
    path(f"{SELF_ASSESSMENT}<slug:area>/", self_assessment.area, name="area"),
    path(QUESTION, answers.question, name="question"),
    path(f"{QUESTION}draft/", answers.draft, name="question-draft"),
    path(f"{QUESTION}history/", answers.history, name="question-history"),
    path(f"{QUESTION}evidence/", evidence.answer_evidence, name="question-evidence"),
    path(f"{QUESTION}writer/", self_assessment.writer, name="question-writer"),
    path(RISKS, risks.risks, name="risks"),
    path(f"{RISKS}check/", signing.risks_check, name="risks-check"),
    path(f"{RISKS}confirmation/", signing.risks_confirmation, name="risks-confirmation"),
    path(f"{RISKS}signed/", signing.risks_signed, name="risks-signed"),
    path(f"{RISKS}top-three/", top_risks.top_risks, name="top-risks"),
    path(f"{RISKS}top-three/draft/", top_risks.draft, name="top-risks-draft"),
    path(DOMAIN, risks.risk, name="risk"),
    path(f"{DOMAIN}draft/", risks.draft, name="risk-draft"),
    path(f"{DOMAIN}history/", risks.history, name="risk-history"),
    path(f"{DOMAIN}evidence/", evidence.risk_evidence, name="risk-evidence"),
]
