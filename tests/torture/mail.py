"""A mail server that keeps the Message-ID of every mail in a file, one line each, whatever is killed."""

import os
import time

from django.core.mail.backends.base import BaseEmailBackend


class Counted(BaseEmailBackend):
    def send_messages(self, messages):
        for message in messages:
            line = f"{message.extra_headers['Message-ID']} {message.to[0]}\n".encode()
            file = os.open(os.environ["TORTURE_MAILS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            os.write(file, line)  # one write, so that lines of several processes never mix
            os.close(file)
            time.sleep(0.01)  # the mail is out, its row does not say so yet: here a kill makes a double
        return len(messages)
