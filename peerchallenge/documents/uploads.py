"""Taking in what is uploaded, before any page sees it: never more of it than a file may have reaches the disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

FAR_TOO_LARGE = 4  # times the limit: up to here the rest is read and dropped, so that the page can say what is wrong


class NoMoreThanTheLimit(FileUploadHandler):
    """First of the upload handlers: lets through a little more than the limit of all files of a request together.

    That little more is how the form knows that the file is too large, and says so beside the field. What is announced
    as far larger is not read at all.
    """

    def handle_raw_input(self, input_data: Any, META: dict, content_length: int, boundary: bytes, encoding: Any = None):
        self.arrived = 0
        if content_length > FAR_TOO_LARGE * settings.MAX_FILE_SIZE:
            raise RequestDataTooBig("This is far larger than any file that is taken in.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        enough = self.arrived > settings.MAX_FILE_SIZE
        self.arrived += len(raw_data)
        return None if enough else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Another handler keeps the file."""
        return None
