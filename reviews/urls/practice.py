"""Addresses of the practice review."""

from django.urls import path

from reviews.views import case_files, focus_groups, practice, practice_findings, readings, sample

HERE = "challenges/<slug:slug>/practice-review/"
urlpatterns = [
    path(HERE, practice.practice_review, name="practice-review"),
    path(f"{HERE}sample/", sample.sample, name="practice-sample"),
    path(f"{HERE}sample/how-chosen/", practice_findings.how_chosen, name="practice-how-chosen"),
    path(f"{HERE}sample/new/", sample.sample_add, name="practice-sample-add"),
    path(f"{HERE}sample/pick/", sample.sample_pick, name="practice-sample-pick"),
    path(f"{HERE}sample/<slug:case_file>/", sample.sample_file, name="practice-sample-file"),
    path(f"{HERE}case-files/", case_files.case_files, name="case-files"),
    path(f"{HERE}case-files/<slug:case_file>/", case_files.case_file, name="case-file"),
    path(f"{HERE}case-files/<slug:case_file>/reading/", readings.reading, name="case-file-reading"),
    path(f"{HERE}case-files/<slug:case_file>/reading/draft/", readings.draft, name="case-file-draft"),
    path(f"{HERE}case-files/<slug:case_file>/agreement/", readings.agreement, name="case-file-agreement"),
    path(f"{HERE}focus-groups/", focus_groups.focus_groups, name="focus-groups"),
    path(f"{HERE}focus-groups/new/", focus_groups.focus_group_new, name="focus-group-new"),
    path(f"{HERE}focus-groups/<int:group>/", focus_groups.focus_group, name="focus-group"),
    path(f"{HERE}findings/", practice_findings.findings, name="practice-findings"),
    path(f"{HERE}findings/new/", practice_findings.finding_new, name="practice-finding-new"),
    path(f"{HERE}findings/<int:finding>/", practice_findings.finding, name="practice-finding"),
    path(f"{HERE}findings/<slug:practice_text>/", practice_findings.practice_text, name="practice-text"),
    path(f"{HERE}hand-over/", practice.hand_over, name="practice-hand-over"),
    path(f"{HERE}summary/", practice.summary, name="practice-summary"),
]
