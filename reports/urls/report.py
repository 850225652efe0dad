"""Addresses of the report: its sections, how it reads as a whole, the copies that readers are given."""

from django.urls import path, register_converter

from reports.models import Part
from reports.views import draft, sections, versions

HERE = "challenges/<slug:slug>/report/"
COPIES = f"{HERE}versions/"


class PartConverter:
    """The part of a report, by its own word. No other address of the report can be taken for one."""

    regex = "|".join(Part.values)

    def to_python(self, value: str) -> Part:
        return Part(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(PartConverter, "part_of_report")

urlpatterns = [
    path(HERE, sections.report, name="report"),
    path(f"{HERE}<part_of_report:part>/", sections.section, name="report-section"),
    path(f"{HERE}preview/", versions.preview, name="report-preview"),
    path(COPIES, versions.versions, name="report-versions"),
    path(f"{COPIES}<slug:number>/", versions.version, name="report-version"),
    path(f"{HERE}second-look/", draft.second_look, name="report-second-look"),
    path(f"{HERE}send/", draft.send, name="report-send"),
    path(f"{HERE}back/", draft.back, name="report-back"),
]
