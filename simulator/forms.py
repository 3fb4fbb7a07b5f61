"""Bodies of requests and answers, whatever their form: parameters, and files apart."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import content_disposition_filename, parse_content_disposition
from pydantic_core import from_json

from simulator.errors import Refusal
from simulator.files import UPLOAD_BYTES_MAX
from simulator.parameters import Upload

BODY_BYTES_MAX = UPLOAD_BYTES_MAX + 2**20
BOUNDARY = re.compile(r';\s*boundary=(?:"([^"]+)"|([^\s;"]+))', re.IGNORECASE)


def read_body(content_type: str, body: bytes | bytearray) -> tuple[Any, dict[str, Upload]]:
    """What was sent, None if it is in no known form. ValueError: it cannot be read."""
    if len(body) > BODY_BYTES_MAX:
        raise Refusal(413)
    match content_type.partition(";")[0].strip().lower() if body else None:
        case "application/json":
            return from_json(body), {}
        case "application/x-www-form-urlencoded":
            return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
        case "multipart/form-data":
            return read_multipart(content_type, body)
    return None, {}


def read_multipart(content_type: str, body: bytes | bytearray) -> tuple[dict[str, str], dict[str, Upload]]:
    boundary = BOUNDARY.search(content_type)
    if boundary is None:
        raise ValueError("a form without a boundary")
    _, *parts, end = (b"\r\n" + body).split(b"\r\n--" + (boundary[1] or boundary[2]).encode())
    if not end.startswith(b"--"):
        raise ValueError("a form without an end")
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for part in parts:
        head, _, content = part.partition(b"\r\n\r\n")
        name, file_name = _names(head)
        if file_name is not None:
            uploads[name] = Upload(file_name, content)
        else:
            fields[name] = content.decode()
    return fields, uploads


@lru_cache(1024)
def _names(head: bytes) -> tuple[str, str | None]:
    """Of a part, and of the file in it."""
    for line in head.decode().split("\r\n"):
        title, _, value = line.partition(":")
        if title.strip().lower() == "content-disposition":
            names = parse_content_disposition(value.strip())[1]
            if name := content_disposition_filename(names, "name"):
                return name, content_disposition_filename(names)
    raise ValueError("a part without a name")
