"""Addresses of indicators and the baseline."""

from django.urls import path

from assessments.views import figures, indicators

urlpatterns = [
    path("challenges/<slug:slug>/indicators/", indicators.indicators, name="indicators"),
    path("challenges/<slug:slug>/indicators/baseline/", indicators.baseline, name="baseline"),
    path("challenges/<slug:slug>/indicators/baseline/choice/", indicators.baseline_choice, name="baseline-choice"),
    path("challenges/<slug:slug>/indicators/baseline/reasons/", indicators.baseline_reasons, name="baseline-reasons"),
    path("settings/<slug:region>/indicators/", figures.figures, name="figures"),
    path("settings/<slug:region>/indicators/<slug:council>/", figures.council_figures, name="council-figures"),
]
