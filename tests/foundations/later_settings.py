"""The settings of a later version, whose documents have a column more."""

from peerchallenge.settings import *  # noqa: F403 -- all of them, but for the one below

MIGRATION_MODULES = {"documents": "tests.foundations.later"}
