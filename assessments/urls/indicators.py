"""Addresses of indicators and the baseline."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
