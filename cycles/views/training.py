"""Who was trained for their part, and when."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import region_view
from cycles.actions import team_rule as actions
from cycles.forms.team import TrainingForm
from cycles.models import Region, Training
from cycles.people import people_of
from cycles.refusals import Refused

from .region_frame import people_crumb, region_page
from .settings import is_number


@region_view("note_training", post="note_training")
def person_training(request: HttpRequest, region: Region, person: str) -> HttpResponse:
    """The trainings of one person: noting one more, or taking out what was noted by mistake."""
    found = get_object_or_404(people_of(region), slug=person)
    trainings = Training.objects.filter(region=region, person=found).select_related("person", "region")
    if "take_out" in request.POST:
        return _take_out(request, trainings)
    form = TrainingForm(request.POST or None)
    if form.is_valid():
        try:
            actions.note_training(region, found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"The training of {found.name} is noted")
            return redirect(request.path)
    here = reverse("person", args=[region.slug, found.slug])
    crumbs = (people_crumb(region), (found.name, here))
    return region_page(
        request,
        "cycles/people/training.html",
        region,
        *crumbs,
        person=found,
        form=form,
        trainings=trainings,
        back_url=here,
    )


def _take_out(request: HttpRequest, trainings: QuerySet[Training]) -> HttpResponse:
    number = request.POST["take_out"]
    training = get_object_or_404(trainings, pk=number if is_number(number) else 0)
    try:
        actions.remove_training(training, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Taken out: {training.name}")
    return redirect(request.path)
