"""The sample of case files: how it was made, what the host proposes, what the visiting readers pick."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.ui.wording import plural
from reviews.actions import sample as actions
from reviews.forms.practice import FileForm, FilesForm, PickForm
from reviews.models import CaseFile, PracticeReview
from reviews.practice import Tool, review_of, tool_of

from .practice_frame import Crumbs, names_to_keep_out, practice_page


def case_file_or_404(challenge: PeerChallenge, reference: str, *, picked: bool = True) -> CaseFile:
    """The case file of this reference ("CF07"). One that was not picked has no page to read it on."""
    digits = reference.removeprefix("CF")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 3:
        raise Http404
    files = CaseFile.objects.filter(review__challenge=challenge, number=int(digits))
    file = files.select_related("review__edition").first()
    if not file or file.reference != reference or (picked and not file.is_chosen):
        raise Http404
    file.review.challenge = challenge
    return file


def described(file: CaseFile, tool: Tool) -> str:
    """What is said about a case file, in words: "Safeguarding, 26 to 64, at random"."""
    words = [tool.words(name, getattr(file, name)) for name in ("theme", "age_band", "chosen_how")]
    return ", ".join(word if n == 0 else word[:1].lower() + word[1:] for n, word in enumerate(words) if word)


def _under_sample(challenge: PeerChallenge) -> Crumbs:
    return [("Sample", reverse("practice-sample", args=[challenge.slug]))]


@challenge_view("see_case_files")
def sample(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Every case file that was proposed, and which were picked."""
    review = review_of(challenge)
    tool, files = tool_of(review), list(review.case_files.all()) if review.pk else []
    rows = [
        {
            "file": file,
            "theme": tool.words("theme", file.theme),
            "age_band": tool.words("age_band", file.age_band),
            "chosen_how": tool.words("chosen_how", file.chosen_how),
        }
        for file in files
    ]
    return practice_page(
        request,
        "reviews/practice/sample.html",
        challenge,
        verb="see_case_files",
        review=review,
        rows=rows,
        picked=sum(file.is_chosen for file in files),
    )


@challenge_view("choose_case_files", post="choose_case_files")
def sample_add(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Add several files of one kind. What the host adds is proposed; what a visiting reader adds is picked."""
    tool, names = tool_of(review_of(challenge)), names_to_keep_out(request, challenge)
    picked = request.standing.may("pick_case_files")
    form = FilesForm(request.POST or None, tool=tool, names=names)
    if form.is_valid():
        try:
            added = actions.add_case_files(challenge, picked=picked, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            references = f"{added[0]} to {added[-1]}" if len(added) > 1 else str(added[0])
            messages.success(request, f"{plural(len(added), 'case file')} added: {references}")
            return redirect("practice-sample", challenge.slug)
    return practice_page(
        request,
        "reviews/practice/sample_add.html",
        challenge,
        verb="choose_case_files",
        above=_under_sample(challenge),
        form=form,
        picked=picked,
    )


@challenge_view("choose_case_files", post="choose_case_files")
def sample_file(request: HttpRequest, challenge: PeerChallenge, case_file: str) -> HttpResponse:
    """Put right what is said about one file."""
    file = case_file_or_404(challenge, case_file, picked=False)
    initial = {name: getattr(file, name) for name in ("theme", "age_band", "chosen_how")}
    names = names_to_keep_out(request, challenge)
    form = FileForm(request.POST or None, tool=tool_of(file.review), names=names, initial=initial)
    if form.is_valid():
        actions.change_case_file(file, by=request.user, **form.cleaned_data)
        messages.success(request, f"Saved: {file.reference}")
        return redirect("practice-sample", challenge.slug)
    return practice_page(
        request,
        "reviews/practice/sample_file.html",
        challenge,
        verb="choose_case_files",
        above=_under_sample(challenge),
        form=form,
        file=file,
    )


@challenge_view("pick_case_files", post="pick_case_files")
def sample_pick(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The visiting readers pick which of the files they read."""
    review = review_of(challenge)
    form = PickForm(request.POST or None, files=_choices(review), initial={"files": _picked(review)})
    if form.is_valid():
        try:
            actions.pick_case_files(challenge, numbers=map(int, form.cleaned_data["files"]), by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, f"Saved: {plural(len(form.cleaned_data['files']), 'case file')} to read")
            return redirect("practice-sample", challenge.slug)
    return practice_page(
        request,
        "reviews/practice/sample_pick.html",
        challenge,
        verb="pick_case_files",
        above=_under_sample(challenge),
        form=form,
        review=review,
    )


def _choices(review: PracticeReview) -> list[tuple[str, str]]:
    if not review.pk:
        return []
    tool = tool_of(review)
    return [(str(file.number), f"{file.reference}: {described(file, tool)}") for file in review.case_files.all()]


def _picked(review: PracticeReview) -> list[str]:
    return [str(number) for number in review.case_files.chosen().values_list("number", flat=True)] if review.pk else []
