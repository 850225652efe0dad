"""Addresses of the review team."""

from django.urls import path

from cycles.views import interests, team, team_invitations

urlpatterns = [
    path("challenges/<slug:slug>/team/", team.team, name="team"),
    path("challenges/<slug:slug>/team/new/", team_invitations.team_new, name="team-new"),
    path("challenges/<slug:slug>/team/new/newcomer/", team_invitations.team_newcomer, name="team-newcomer"),
    path("challenges/<slug:slug>/team/interests/", interests.interests, name="team-interests"),
    path("challenges/<slug:slug>/team/needs/", interests.needs, name="team-needs"),
    path("challenges/<slug:slug>/team/rule/", team.rule, name="team-rule"),
    path("challenges/<slug:slug>/team/welcome/", team.welcome, name="team-welcome"),
    path("challenges/<slug:slug>/team/<slug:member>/", team.member, name="team-member"),
    path("challenges/<slug:slug>/team/<slug:member>/interest/", interests.member_interest, name="team-member-interest"),
    path("team-invitations/", team_invitations.team_invitations, name="team-invitations"),
    path("team-invitations/<slug:slug>/", team_invitations.team_invitation, name="team-invitation"),
]
