"""Addresses of the review team."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
