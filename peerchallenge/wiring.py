"""What the apps above give to the foundations below, which may not import them: by dotted name, read by settings."""

JOB_HANDLERS = {
    "deliver": "peerchallenge.notifications.outbox.deliver",
    "remind": "peerchallenge.notifications.reminders.remind",
    "pack_file": "reviews.pack_file.make",
    "report_pdf": "reports.pdf_making.make",
}
JOBS_THAT_TAKE_LONG = ("pack_file", "report_pdf")  # the rest goes first
JOB_TIMETABLE = [
    "peerchallenge.notifications.reminders.promise_the_day",
    "peerchallenge.accounts.sessions.clear_ended",
    "reviews.concern_mail.chase",
    "reports.surveys_in_time.close_overdue",
    "reports.opening.open_reviews",
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
    "reports.owed_survey.owed",
    "reports.owed_plan.owed",
    "reports.owed_reviews.owed",
    "reports.owed_publication.owed",
]
# Milestones whose parts another source says one by one.
MILESTONES_OWED_IN_PARTS = [
    "practice-review",
    "practice-review-handed-over",
    "draft-report",
    "accuracy-check",
    "final-agreed",
    "action-plan",
    "six-month-review",
    "twelve-month-review",
    "published",
]
# Somebody may be in danger: after a restore such a mail goes out even if it may have gone out before.
MAIL_RATHER_TWICE_THAN_NEVER = ["concern", "concern_late"]
SEES_STATUS = "cycles.region_policy.looks_after_a_region"
# What follows when a visit ends, in the same transaction: called with the challenge and who ended it.
AFTER_VISIT = ["reports.surveys_in_time.after_visit"]
VISIBLE_CHALLENGES = "cycles.policy.visible_challenge_ids"
SECOND_FACTOR_DEMANDED = "cycles.policy.needs_second_factor"
TRAIL = "peerchallenge.audit.trail.record"
TAKE_TURN = "peerchallenge.audit.locks.take_turn"
HAND_OVER = "cycles.saying_yes.hand_over"
REGION_MODEL = "cycles.Region"
REGIONAL_OFFICES = "cycles.querysets.offices"
HOLD_BACK_PUBLICATION = "reports.actions.holding.hold_back"
PUBLISHED_FILES = "reports.published_pdf.files_of"
PUBLISHED_SINCE = "reports.public_progress.address_of"
PUBLISHED_REPORT_OF = "reports.headline.headline_of"
LOOK_AROUND = "cycles.demo.people.look_around"
# The example region is told part by part, in the order of a challenge's life.
DEMO_PARTS = [
    "assessments.demo.build.build",
    "reviews.demo.build.build",
    "reports.demo.build.build",
    "reports.demo.checks.build",
    "reports.demo.surveys.build",
    "reports.demo.follow_up.build",
    "reports.demo.publications.build",
    "cycles.demo.previous.build",
    "reports.demo.previous.build",
    "cycles.demo.mail.build",
]
