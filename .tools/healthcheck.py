"""Is the web process of this container ready? Exits 0 if so. Asks as the proxy in front of it would."""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/readyz"
site = urlsplit(os.environ.get("BASE_URL", "http://127.0.0.1"))
request = urllib.request.Request(address, headers={"Host": site.netloc, "X-Forwarded-Proto": site.scheme})
try:
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 -- the address is fixed, and on this machine
        sys.exit(0 if answer.status == 200 else f"{address} answered {answer.status}")
except (urllib.error.URLError, TimeoutError) as fault:
    sys.exit(f"{address}: {fault}")
