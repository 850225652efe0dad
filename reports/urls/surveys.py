"""Addresses of the survey on a visit: for whoever holds a link, and within the challenge."""

from django.urls import path

from reports.views import surveys, surveys_public

HERE = "challenges/<slug:slug>/survey/"
OPEN = "surveys/<slug:survey_link>/"

urlpatterns = [
    path(HERE, surveys.survey, name="survey"),
    path(f"{HERE}answer/", surveys.answer, name="survey-answer"),
    path(f"{HERE}links/", surveys.links, name="survey-links"),
    path(f"{HERE}links/<slug:sheet>/", surveys.sheet, name="survey-sheet"),
    path(OPEN, surveys_public.form, name="survey-form"),
    path(f"{OPEN}<uuid:answer_key>/", surveys_public.answered, name="survey-answered"),
    path(f"{OPEN}<uuid:answer_key>/change/", surveys_public.again, name="survey-again"),
]
