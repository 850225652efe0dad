"""Addresses of the self-assessment and the risk tool."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
