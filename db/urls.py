"""URLs put together again after something in them was changed."""

from urllib.parse import SplitResult


def joined(parts: SplitResult) -> str:
    """`urlunsplit` takes the `//` from a URL that names no host, as that of a socket has, and libpq reads no such."""
    return f"{parts.scheme}://{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
