"""The mail that went out to the people of a region, and the work that goes on in the background."""

from django.conf import settings
from django.contrib import messages as banners
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import region_view
from cycles.actions import settings as actions
from cycles.forms.settings import MessageFilter
from cycles.models import Region
from cycles.region_mail import can_go_again, messages_of, plain_cause, speaks_of_elsewhere, waiting_for_the_morning
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications.models import Message
from peerchallenge.upkeep.watch import alarms

from .region_frame import region_page
from .settings import is_number

PAGE_SIZE = 25
MOST_NOTICES = 25
WORK = {"deliver": "Send a mail", "remind": "Write the reminders of the day"}
MAILS = {"digest": "Morning mail", "invitation": "Invitation", "let_in": "News of a role"}


@region_view("see_messages")
def messages(request: HttpRequest, region: Region) -> HttpResponse:
    """Every mail to people of the region, the newest first, and what waits for the next morning."""
    asked = MessageFilter(request.GET or None)
    shown = messages_of(region)
    if asked.is_valid() and asked.cleaned_data["state"]:
        shown = shown.filter(state=asked.cleaned_data["state"])
    page_obj = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = waiting_for_the_morning(region)
    return region_page(
        request,
        "cycles/settings/messages.html",
        region,
        alarms=alarms(),
        filter_form=asked,
        filtered=asked.is_bound and any(asked.data.get(name) for name in asked.fields),
        page_obj=page_obj,
        rows=[(message, _kind(message), _cause(message)) for message in page_obj],
        waiting=waiting[:MOST_NOTICES],
        waiting_count=waiting.count(),
    )


@region_view("see_messages", post="see_messages")
def message(request: HttpRequest, region: Region, number: int) -> HttpResponse:
    """One mail: what it says, how it went, and sending it again."""
    found = get_object_or_404(messages_of(region), pk=number)
    if request.method == "POST":
        actions.send_message_again(region, found, by=request.user)
        banners.success(request, "The message will be sent again in a moment")
        return redirect("message", region.slug, found.pk)
    crumb = ("Messages", reverse("messages", args=[region.slug]))
    return region_page(
        request,
        "cycles/settings/message.html",
        region,
        crumb,
        message=found,
        kind=_kind(found),
        cause=_cause(found),
        hidden=_why_hidden(found, region),
        may_send_again=can_go_again(found, region),
    )


def _kind(message: Message) -> str:
    """What a mail is about, as long as it has no subject."""
    return MAILS.get(message.template, "Message")


def _cause(message: Message) -> str:
    return plain_cause(message.error) if message.error else ""


def _why_hidden(message: Message, region: Region) -> str:
    if message.secret and not settings.DEMO:
        return "This message holds a sign-in link or code, so its text is not shown here."
    if speaks_of_elsewhere(message, region):
        return "This message also speaks of another region, so its text is not shown here."
    return ""


@region_view("see_messages", post="see_messages")
def jobs(request: HttpRequest, region: Region) -> HttpResponse:
    """The background work of the whole installation. Its rows hold numbers only: any office may see them."""
    if request.method == "POST":
        return _retry(request, region)
    counted = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    failed = Job.objects.filter(state=State.FAILED).order_by("-finished_at", "-pk")
    page_obj = Paginator(failed, PAGE_SIZE).get_page(request.GET.get("page"))
    return region_page(
        request,
        "cycles/settings/jobs.html",
        region,
        alarms=alarms(),
        counts=[{"key": state.label, "value": f"{counted.get(state, 0):,}"} for state in State],
        page_obj=page_obj,
        failed=[(job, WORK.get(job.kind, job.kind.capitalize()), plain_cause(job.error)) for job in page_obj],
    )


def _retry(request: HttpRequest, region: Region) -> HttpResponse:
    number = request.POST.get("job", "")
    job = Job.objects.filter(pk=number).first() if is_number(number) else None
    if job:
        actions.retry_job(region, job, by=request.user)
        banners.success(request, "The work will be tried again in a moment")
    return redirect("jobs", region.slug)
