"""As it is today."""

from importlib import import_module

Migration = import_module("peerchallenge.documents.migrations.0001_initial").Migration
