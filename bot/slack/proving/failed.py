"""The alarm when a payload is not what the files hold."""


class ProofFailed(Exception):
    """Says which check failed, and never a word of the payload."""


def require(is_right: bool, otherwise: str) -> None:
    """Raise the alarm unless it is right.

    Raises:
        ProofFailed: It is not.
    """
    if not is_right:
        raise ProofFailed(otherwise)
