"""Every verb of the trail with its sentence, so that the history of a challenge reads as English.

The sentence follows the name of the person who did it; words in braces come from the line's detail.
"""

VERBS = {
    # region and people
    "region.opened": "opened the region {name}",
    "region.settings_changed": "changed the settings of the region",
    "person.let_in": "let in {name} as {standing}",
    "person.invited_to_lead": "invited {name} to open a region and lead it",
    "person.taken_out": "took out {name}",
    "person.changed_job": "recorded a new job of {name}: {job}",
    "person.invited_again": "sent {name} a new invitation",
    "person.joined": "accepted an invitation",
    "person.second_step_removed": "removed the lost second step of {name}",
    "council.added": "added {council} to the region",
    "council.taken_out": "took {council} out of the region",
    "council.ended": "recorded the last day of {council}: {day}",
    "council.goes_on": "recorded that {council} goes on",
    "period.added": "added a closed period: {reason}",
    "period.removed": "removed a closed period: {reason}",
    "message.sent_again": "asked for a message to be sent again",
    "job.retried": "asked for background work to be tried again",
    # cycle
    "cycle.opened": "opened the cycle {name} with {hosts}",
    "cycle.hosts_added": "added {hosts} to the cycle",
    "cycle.plan_changed": "changed the plan of milestones: {milestone}",
    "request.made": "asked for a peer challenge of {host}",
    "request.agreed": "agreed to a peer challenge of {host}",
    "request.declined": "did not agree to a peer challenge of {host}",
    # challenge
    "dates.offered": "offered {days}",
    "dates.accepted": "accepted {days}",
    "dates.declined": "declined {days}",
    "dates.withdrawn": "took back the offer of {days}",
    "visit.moved": "moved the visit from {before} to {after}",
    "milestone.done": "recorded as done: {milestone}",
    "milestone.undone": "recorded as not done: {milestone}",
    "challenge.paused": "recorded the challenge as {how}",
    "challenge.resumed": "resumed the challenge",
    "challenge.moved": "moved the challenge from {before} to {after}",
    "scope.written": "changed what the team will look at",
    "host_member.let_in": "let in {name} as {role}",
    "host_member.taken_out": "took out {name}",
    # pack
    "pack.looked_at": "opened the pack",
    "pack.read": "marked {count} of the pack as read",
    "pack.file_asked": "asked for the pack as one file",
    "pack.downloaded": "took away the pack as one file",
    "team_call.noted": "noted a team call on {day}",
}
