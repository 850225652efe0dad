from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "peerchallenge.accounts"

    def ready(self):
        from . import sign_in_events  # noqa: F401 -- importing it is what connects its receivers
