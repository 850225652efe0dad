"""Addresses of the publication of a report, for those who take part in its challenge."""

from django.urls import path, register_converter

from reports.views import publication, report_corrections

HERE = "challenges/<slug:slug>/report/publication/"


class NumberOfParagraph:
    """`3.2`, as it stands beside the paragraph."""

    regex = r"[0-9]{1,2}\.[0-9]{1,3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(NumberOfParagraph, "number_of_paragraph")

urlpatterns = [
    path(HERE, publication.publication, name="publication"),
    path(f"{HERE}text/", publication.text, name="publication-text"),
    path(f"{HERE}approval/", publication.approve, name="publication-approval"),
    path(f"{HERE}time/", publication.publish, name="publication-time"),
    path(f"{HERE}time/removal/", publication.take_back, name="publication-time-removal"),
    path(f"{HERE}withdrawal/", publication.withdraw, name="publication-withdrawal"),
    path(f"{HERE}sharing/", publication.sharing, name="publication-sharing"),
    path(f"{HERE}correction/", report_corrections.correction, name="publication-correction"),
    path(
        f"{HERE}correction/<number_of_paragraph:paragraph>/",
        report_corrections.paragraph,
        name="publication-correction-paragraph",
    ),
]
