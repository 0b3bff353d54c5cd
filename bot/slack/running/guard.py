"""Whether a request is Slack's own: the signature over the raw bytes, and its age.

Source: docs.slack.dev, "Verifying requests from Slack". It stands before bolt,
which reads a body before it knows who sent it.
"""

import hashlib
import hmac
from typing import Final

BODY_MAX_BYTES: Final = 1024 * 1024
AGE_MAX_S: Final = 300
TIMESTAMP_MAX_DIGITS: Final = 12


def signature_of(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature of a body."""
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def is_from_slack(secret: str, timestamp: str | None, signature: str | None, body: bytes, now: float) -> bool:
    """Whether the signature is right and not older, or newer, than five minutes."""
    if not timestamp or len(timestamp) > TIMESTAMP_MAX_DIGITS or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    if abs(now - int(timestamp)) > AGE_MAX_S:
        return False
    if not signature or not signature.isascii():
        return False
    return hmac.compare_digest(signature_of(secret, timestamp, body).encode(), signature.encode())
