"""Addresses of the PDF of the final report, and of a published one."""

from django.urls import path

from reports.views import pdf

HERE = "challenges/<slug:slug>/report/final/pdf/"

urlpatterns = [
    path(HERE, pdf.pdf, name="report-pdf"),
    path(f"{HERE}download/", pdf.pdf_download, name="report-pdf-download"),
    path("reports/<slug:slug>/versions/<slug:number>/pdf/", pdf.published_pdf, name="public-report-pdf"),
]
