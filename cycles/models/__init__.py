"""The rows of the programme: regions and jobs, cycles and milestones, challenges and their people."""

from .challenge import (
    DateOffer,
    HostMember,
    HostRole,
    Offerer,
    Pause,
    PeerChallenge,
    Stage,
    StageChange,
    TeamMember,
    TeamRole,
)
from .cycle import Anchor, BlackoutPeriod, ChallengeRequest, Cycle, Milestone, MilestoneTemplate, Owner, Unit
from .regions import OFFICE_KINDS, Authority, Post, PostKind, Region, RegionRole, RegionRoleKind

__all__ = [
    "OFFICE_KINDS",
    "Anchor",
    "Authority",
    "BlackoutPeriod",
    "ChallengeRequest",
    "Cycle",
    "DateOffer",
    "HostMember",
    "HostRole",
    "Milestone",
    "MilestoneTemplate",
    "Offerer",
    "Owner",
    "Pause",
    "PeerChallenge",
    "Post",
    "PostKind",
    "Region",
    "RegionRole",
    "RegionRoleKind",
    "Stage",
    "StageChange",
    "TeamMember",
    "TeamRole",
    "Unit",
]
