"""Addresses of the action plan, of the reviews, and of what the public reads of them."""

from django.urls import path

from reports.views import plan, plan_actions, progress, public_progress, review_parts, reviews

PLAN = "challenges/<slug:slug>/plan/"
ACTIONS = f"{PLAN}actions/"
RECOMMENDATION = f"{PLAN}<slug:recommendation>/"
REVIEWS = "challenges/<slug:slug>/reviews/"
REVIEW = f"{REVIEWS}<slug:review>/"
OF_REVIEW = f"{REVIEW}recommendations/<slug:recommendation>/"

urlpatterns = [
    path(PLAN, plan.plan, name="plan"),
    path(f"{PLAN}agreement/", plan.agreement, name="plan-agreement"),
    path(ACTIONS, plan_actions.action_list, name="plan-actions"),
    path(f"{ACTIONS}<slug:action>/", plan_actions.action, name="plan-action"),
    path(f"{ACTIONS}<slug:action>/change/", plan_actions.action_change, name="plan-action-change"),
    path(f"{ACTIONS}<slug:action>/reporter/", plan_actions.reporter, name="plan-action-reporter"),
    path(RECOMMENDATION, plan.recommendation, name="plan-recommendation"),
    path(f"{RECOMMENDATION}measure/", plan.measure, name="plan-measure"),
    path(f"{RECOMMENDATION}response/", plan.response, name="plan-response"),
    path(f"{RECOMMENDATION}new/", plan_actions.action_new, name="plan-action-new"),
    path(REVIEWS, reviews.reviews, name="reviews"),
    path(REVIEW, reviews.review, name="review"),
    path(f"{REVIEW}recommendations/", reviews.review_recommendations, name="review-recommendations"),
    path(OF_REVIEW, reviews.review_recommendation, name="review-recommendation"),
    path(f"{OF_REVIEW}words/", review_parts.words, name="review-words"),
    path(f"{OF_REVIEW}judgement/", review_parts.judgement, name="review-judgement"),
    path(f"{REVIEW}figures/", review_parts.figures, name="review-figures"),
    path(f"{REVIEW}meeting/", review_parts.meeting, name="review-meeting"),
    path(f"{REVIEW}record/", reviews.record, name="review-record"),
    path(f"{REVIEW}publication/", progress.publication, name="review-publication"),
    path(f"{REVIEW}publication/withdrawal/", progress.withdrawal, name="review-withdrawal"),
    path("challenges/<slug:slug>/closing/", reviews.close, name="challenge-close"),
    path("reports/<slug:slug>/progress/", public_progress.progress, name="progress"),
]
