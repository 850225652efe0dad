"""Public pages: what this is, how to take part, how to get help, and what we promise."""

from django.urls import path

from peerchallenge.ui import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("about/how-it-works/", views.how_it_works, name="how_it_works"),
    path("about/taking-part/", views.taking_part, name="taking_part"),
    path("about/experts-by-experience/", views.experts_by_experience, name="experts_by_experience"),
    path("help/", views.help_page, name="help"),
    path("contact/", views.contact, name="contact"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
