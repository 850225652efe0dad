"""The pack as one zip file, made in the background: words as pages that open anywhere, documents as they came."""

import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import slugify

from assessments.models import Document
from cycles.models import PeerChallenge
from peerchallenge.documents.storage import keep_made, path_of

from .models import HandedOver, PackFile
from .pack import signed_copies


def make(pack_file_id: int) -> None:
    """Make the file that a member asked for. Run again after a crash, it makes it anew and keeps one."""
    wanted = PackFile.objects.select_related("challenge__host", "asked_by").get(pk=pack_file_id)
    if wanted.file_id:
        return
    folder = Path(settings.FILES_DIR) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".zip", delete=False) as draft:
        _write(wanted.challenge, draft.name)
    with transaction.atomic():
        file = keep_made(Path(draft.name), f"{slugify(wanted.challenge.host)}-pack.zip", by=wanted.asked_by)
        PackFile.objects.filter(pk=wanted.pk, file=None).update(file=file)


def _write(challenge: PeerChallenge, path: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (title, content) in enumerate(_texts(challenge), start=1):
            page = render_to_string(
                "reviews/pack_text.html", {"title": title, "challenge": challenge, "content": content}
            )
            package.writestr(f"{number:02} {title}.html", page)
        files = Document.objects.current().filter(challenge=challenge).exclude(file=None)
        for document in files.select_related("file").order_by("code"):
            name = f"Documents/{document.code} {slugify(document.title)[:60]}.{document.file.kind}"
            package.write(path_of(document.file.key), name, zipfile.ZIP_STORED)


def _texts(challenge: PeerChallenge) -> list[tuple[str, object]]:
    found = [(form.get_kind_display(), copy.content) for form, copy in signed_copies(challenge)]
    review = HandedOver.objects.filter(review__challenge=challenge).order_by("-number").first()
    return [*found, ("Practice review", review.content)] if review else found
