"""A square picture that a phone reads as an address."""

import base64

from qrcode import make
from qrcode.image.svg import SvgPathImage


def qr_code(address: str) -> str:
    """The picture as an address of its own (data:image/svg+xml), for an `img`."""
    picture = make(address, image_factory=SvgPathImage, border=2).to_string()
    return f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}"
