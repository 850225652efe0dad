"""What the apps above give to the foundations below, which may not import them: by dotted name, read by settings."""

JOB_HANDLERS = {
    "deliver": "peerchallenge.notifications.outbox.deliver",
    "remind": "peerchallenge.notifications.reminders.remind",
    "pack_file": "reviews.pack_file.make",
}
JOB_TIMETABLE = [
    "peerchallenge.notifications.reminders.promise_the_day",
    "peerchallenge.accounts.sessions.clear_ended",
    "reviews.concern_mail.chase",
    "reports.settling.settle_due",
]
REFERENCE_DATA = {
    "councils in the register": "cycles.register.load",
    "editions of forms": "assessments.editions.load",
}
OWED_SOURCES = [
    "cycles.owed.owed",
    "assessments.owed.owed",
    "assessments.owed_documents.owed",
    "reviews.owed.owed",
    "reviews.owed_pack.owed",
    "reviews.owed_visit.owed",
    "reports.owed.owed",
    "reports.owed_accuracy.owed",
    "reports.owed_publication.owed",
]
# Milestones whose parts another source says one by one.
MILESTONES_OWED_IN_PARTS = [
    "practice-review",
    "practice-review-handed-over",
    "draft-report",
    "accuracy-check",
    "final-agreed",
    "published",
]
VISIBLE_CHALLENGES = "cycles.policy.visible_challenge_ids"
SECOND_FACTOR_DEMANDED = "cycles.policy.needs_second_factor"
TRAIL = "peerchallenge.audit.trail.record"
TAKE_TURN = "peerchallenge.audit.locks.take_turn"
HAND_OVER = "cycles.saying_yes.hand_over"
REGION_MODEL = "cycles.Region"
REGIONAL_OFFICES = "cycles.querysets.offices"
HOLD_BACK_PUBLICATION = "reports.actions.holding.hold_back"
PUBLISHED_REPORT_OF = "reports.headline.headline_of"
LOOK_AROUND = "cycles.demo.people.look_around"
# The example region is told part by part, in the order of a challenge's life.
DEMO_PARTS = [
    "assessments.demo.build.build",
    "reviews.demo.build.build",
    "reports.demo.build.build",
    "reports.demo.checks.build",
    "reports.demo.publications.build",
]
