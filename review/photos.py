"""A photo's bytes as they were received, from the WARC."""

import re

from starlette.exceptions import HTTPException
from starlette.responses import Response

from review import pictures
from review.desk import Visit

_HASH = re.compile(r"[0-9a-f]{64}")


def photo(visit: Visit) -> Response:
    """Send one photo, by the SHA-256 of its bytes; 404 for whatever is not a picture that browsers show."""
    payload = visit.request.path_params["payload"]
    found = pictures.read(visit.store, payload) if _HASH.fullmatch(payload) else None
    if found is None:
        raise HTTPException(404, "There is no such photo.")
    body, mime = found
    headers = {
        "Cache-Control": "private, max-age=3600, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": "inline",
    }
    return Response(body, media_type=mime, headers=headers)
