"""PDFs to be made where processes are killed: python -m tests.torture.pdfs HOW_MANY [careless]"""

import sys
import tempfile
import time
from pathlib import Path

import django
from django.conf import settings
from django.db import transaction


@transaction.atomic
def promise(how_many, careless=False):
    """So many versions of one report, each with a word of its own, and a PDF wanted of each."""
    from peerchallenge.jobs.queue import enqueue
    from reports.agreement import final_version
    from reports.models import Part, ReportPdf, ReportVersion
    from reports.pdf import want_pdf
    from tests.reports.pdf_builders import a_paragraph, a_section, an_agreed_challenge

    final = final_version(an_agreed_challenge())
    for number in range(10, 10 + how_many):
        content = {"sections": [a_section(Part.SUMMARY, a_paragraph(f"This is the word{number}end."))]}
        facts = {"kind": "final", "content": content, "digest": str(number), "made_by": final.made_by}
        version = ReportVersion.objects.create(report=final.report, number=number, **facts)
        if careless:
            pdf = ReportPdf.objects.create(version=version, kind="handled", key=str(number), asked_by=final.made_by)
            enqueue("careless_pdf", f"careless:{pdf.pk}", report_pdf_id=pdf.pk)
        else:
            want_pdf(version, by=final.made_by)


def make_carelessly(report_pdf_id):
    """The control: store first, under a new name each time, and say so afterwards."""
    from peerchallenge.documents.storage import keep_made
    from reports.models import ReportPdf

    wanted = ReportPdf.objects.select_related("asked_by").get(pk=report_pdf_id)
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as draft:
        draft.write(b"%PDF-1.7")
    file = keep_made(Path(draft.name), "report.pdf", by=wanted.asked_by)
    time.sleep(0.1)
    ReportPdf.objects.filter(pk=wanted.pk).update(file=file)


if __name__ == "__main__":
    django.setup()
    promise(int(sys.argv[1]), careless="careless" in sys.argv)
