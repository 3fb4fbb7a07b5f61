"""Photos and documents: kept under identifiers that can be used again."""

import asyncio
import io
import mimetypes
import re
import secrets
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from simulator.errors import Refusal, bad_request
from simulator.parameters import Upload
from simulator.store import JSON, Store

PHOTO_BYTES_MAX, UPLOAD_BYTES_MAX, DOWNLOAD_BYTES_MAX = 10 * 2**20, 50 * 2**20, 20 * 2**20
SIDES_MAX, RATIO_MAX = 10_000, 20
BOT_PHOTO_SIDE, PERSON_PHOTO_SIDE = 2560, 1280
LYING = 5
"""From this orientation on, of EXIF, height and width change places."""
JPEG, SCAN, END = b"\xff\xd8\xff", b"\xff\xda", b"\xff\xd9"
HEAD_BYTES_MAX = 2**16
MARK = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""Of a JPEG; a zero and what makes a decoder start anew may come within a picture."""
PREFIXES = {"photo": "AgACAgIAAxk", "document": "BQACAgIAAxk", "sticker": "CAACAgIAAxk"}


class Files:
    """`known` has each file's kind, path and the object that messages show.

    A photo has a file for every size, drawn from what was sent when somebody looks at it: most sizes nobody ever sees.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bytes: dict[str, bytes] = {}
        self.known: dict[str, JSON] = dict(store.all("file"))
        self._paths = {file["path"]: file_id for file_id, file in self.known.items()}

    async def photo(self, source: Upload | str, *, side: int = BOT_PHOTO_SIDE) -> list[JSON]:
        """The sizes of a new photo, or of the one that was sent before."""
        if isinstance(source, str):
            sizes: list[JSON] = self._again(source, "photo")["sizes"]
            return sizes
        if not source.data:
            raise bad_request("file must be non-empty")
        if len(source.data) > PHOTO_BYTES_MAX:
            size = len(source.data)
            raise bad_request(f"file of size {size} bytes is too big for a photo; the maximum size is 10485760 bytes")
        head = head_of(source.data)
        steps = sizes_by_head(head, side) if head else await asyncio.to_thread(sizes_of, source.data, side)
        sent = _new_ids("photo")["file_unique_id"]
        self._save(sent, source.data)
        sizes = [_new_ids("photo") | {"width": width, "height": height} for width, height in steps]
        for shown in sizes:
            self._keep(shown, "photo", "photo.jpg", {"sizes": sizes, "drawn_from": sent})
        return sizes

    async def document(self, source: Upload | str) -> JSON:
        if isinstance(source, str):
            document: JSON = self._again(source, "document")["object"]
            return document
        if not source.data:
            raise bad_request("file must be non-empty")
        if len(source.data) > UPLOAD_BYTES_MAX:
            raise Refusal(413)
        mime = mimetypes.guess_type(source.name)[0] or "application/octet-stream"
        return self._add("document", source.data, source.name, file_name=source.name, mime_type=mime)

    def sticker(self) -> JSON:
        picture = io.BytesIO()
        Image.new("RGBA", (512, 512), (255, 200, 60, 255)).save(picture, "WEBP")
        look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍"}
        return self._add("sticker", picture.getvalue(), "sticker.webp", **look)

    def describe(self, file_id: str) -> JSON:
        """The `File` object of getFile."""
        file, data = self.read(file_id)
        if len(data) > DOWNLOAD_BYTES_MAX:
            raise bad_request("file is too big")
        kept = {name: file["object"][name] for name in ("file_id", "file_unique_id")}
        return kept | {"file_size": len(data), "file_path": file["path"]}

    def read(self, file_id: str) -> tuple[JSON, bytes]:
        file = self._find(file_id)
        if "drawn_from" in file:
            shown = file["object"]
            return file, _jpeg(self._load(file["drawn_from"]), (shown["width"], shown["height"]))
        return file, self._load(file["object"]["file_unique_id"])

    def at_path(self, path: str) -> str | None:
        return self._paths.get(path)

    def _add(self, kind: str, data: bytes, name: str, **look: Any) -> JSON:
        shown = look | _new_ids(kind)
        self._save(shown["file_unique_id"], data)
        shown["file_size"] = len(data)
        self._keep(shown, kind, name, {})
        return shown

    def _keep(self, shown: JSON, kind: str, name: str, more: JSON) -> None:
        path = f"{kind}s/file_{len(self.known)}{PurePosixPath(name).suffix}"
        self.known[shown["file_id"]] = file = {"kind": kind, "path": path, "object": shown, **more}
        self._paths[path] = shown["file_id"]
        self._store.put("file", shown["file_id"], file)

    def _save(self, key: str, data: bytes) -> None:
        if self._store.folder is not None:
            (self._store.folder / "files" / key).write_bytes(data)
        else:
            self._bytes[key] = data

    def _load(self, key: str) -> bytes:
        return self._bytes[key] if self._store.folder is None else (self._store.folder / "files" / key).read_bytes()

    def _again(self, file_id: str, kind: str) -> JSON:
        file = self._find(file_id)
        if file["kind"] != kind:
            raise bad_request(f"can't use file of type {file['kind'].title()} as {kind.title()}")
        return file

    def _find(self, file_id: str) -> JSON:
        try:
            return self.known[file_id]
        except KeyError:
            raise bad_request("wrong file identifier/HTTP URL specified") from None


def _new_ids(kind: str) -> JSON:
    return {
        "file_id": f"{PREFIXES[kind]}{secrets.token_urlsafe(24)}",
        "file_unique_id": f"AQAD{secrets.token_hex(6)}",
    }


def head_of(data: bytes) -> bytes | None:
    """Of a plain JPEG that is whole all but the picture, which runs without a mark to the mark of the end.

    Else None: whether it can be drawn will be seen by drawing it, which takes a hundred times as long.
    """
    begins = data.find(SCAN, 0, HEAD_BYTES_MAX) if data.startswith(JPEG) else -1
    found = MARK.search(data, begins + len(SCAN)) if begins >= 0 else None
    if found is None or found.group() != END or found.end() < len(data):
        return None
    length = int.from_bytes(data[begins + 2 : begins + 4])
    return data[: begins + 2 + length] + END


@lru_cache(64)
def sizes_by_head(head: bytes, side: int) -> list[tuple[int, int]]:
    """Pictures of one size from one program have one head: it is enough to draw it once."""
    return sizes_of(head, side)


def sizes_of(data: bytes, side: int) -> list[tuple[int, int]]:
    """A thumbnail, one or two larger ones, the last at most `side` pixels long. Refused if it cannot be drawn."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
            if width + height > SIDES_MAX or max(width, height) > RATIO_MAX * min(width, height):
                raise bad_request("PHOTO_INVALID_DIMENSIONS")
            lies = opened.getexif().get(ExifTags.Base.Orientation, 1) >= LYING
            opened.draft("RGB", (1, 1))  # whether a JPEG is whole can be seen in an eighth of its size
            opened.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    longest = min(side, max(width, height))
    smaller = [step for step in (320, 800, 1280) if step < longest][-2:] or [min(90, longest)]
    scales = [step / max(width, height) for step in [*smaller, longest]]
    shapes = [(max(1, round(width * scale)), max(1, round(height * scale))) for scale in scales]
    return [shape[::-1] if lies else shape for shape in shapes]


def _jpeg(data: bytes, size: tuple[int, int]) -> bytes:
    """As Telegram makes them."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as opened:
        _flat(ImageOps.exif_transpose(opened)).resize(size).save(out, "JPEG", quality=87)
    return out.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        picture = Image.new("RGBA", layer.size, "white")
        picture.alpha_composite(layer)
    return picture.convert("RGB")
