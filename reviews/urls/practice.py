"""Addresses of the practice review."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
