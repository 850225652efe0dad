"""The numbers of the programme: how long things take, and from how many on something counts. Part of the settings."""

REPORT_WORDS = (3000, 5000)  # how long a report should be; more or less is said and never refused
ACCURACY_WORKING_DAYS = 10  # how long the council has to check the facts of a draft
SURVEY_WEEKS = 4  # from the last day on site: how long the survey on the visit takes answers
SURVEY_FEWEST = 5  # answers behind every figure of a survey
SURVEY_MOST_OF_HOST = 30  # answers by the host's link: colleagues who helped with the visit have no account
REVIEW_OPENS_WEEKS = 4  # before it is due, so that the council can say how far it is
PLAN_ESCALATED_MONTHS = 5  # after the first day on site the regional lead is asked about a plan that is not agreed
SMALLEST_FIGURE = 5  # a figure that speaks of fewer people is not shown in public
APPROVE_TEXT_WORKING_DAYS = 5  # how long the team lead has to approve the text of an agreed report for the public
PUBLISH_OR_PLAN_DAYS = 14  # after the agreement: then a report that is neither published nor planned is owed
PUBLIC_PAGES_KEPT_FOR = 60  # seconds for which browsers and proxies may keep a public page of a report
ENOUGH_EVIDENCE = {"note": 3, "kind": 2, "group": 2}  # what a finding should rest on; less warns and never blocks
