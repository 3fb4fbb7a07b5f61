"""Multipart bodies: fields and files."""

from aiohttp import BodyPartReader, MultipartReader

from simulator.errors import Refusal
from simulator.files import UPLOAD_BYTES_MAX
from simulator.parameters import Upload

BODY_BYTES_MAX = UPLOAD_BYTES_MAX + 2**20


async def read_multipart(parts: MultipartReader) -> tuple[dict[str, str], dict[str, Upload]]:
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    size = 0
    async for part in parts:
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise ValueError("a part without a name")
        content = bytearray()
        while chunk := await part.read_chunk(2**16):
            content += chunk
            size += len(chunk)
            if size > BODY_BYTES_MAX:
                raise Refusal(413)
        if part.filename is not None:
            uploads[part.name] = Upload(part.filename, bytes(content))
        else:
            fields[part.name] = content.decode()
    return fields, uploads
