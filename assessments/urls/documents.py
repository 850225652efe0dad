"""Addresses of documents."""

from django.urls import path

from assessments.views import documents, handing_in

ONE = "challenges/<slug:slug>/documents/<slug:document>"

urlpatterns = [
    path("challenges/<slug:slug>/documents/", documents.documents, name="documents"),
    path("challenges/<slug:slug>/documents/new/", handing_in.document_new, name="document-new"),
    path(f"{ONE}/", documents.document, name="document"),
    path(f"{ONE}/answer/", handing_in.document_answer, name="document-answer"),
    path(f"{ONE}/<int:version>/", documents.version, name="document-version"),
    path(f"{ONE}/<int:version>/file/", documents.file, name="document-file"),
]
