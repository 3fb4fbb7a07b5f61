"""What the chat page, and tests of a whole system, use over HTTP."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aiohttp import web

from simulator.errors import CannotDo, NoSuchPerson, Refusal
from simulator.faults import Fault
from simulator.forms import read_multipart
from simulator.store import JSON, dump
from simulator.telegram import Telegram

PAGE = Path(__file__).parent / "page"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PageApi:
    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    def routes(self) -> list[web.RouteDef]:
        person = "/sim/people/{id:\\d+}"
        return [
            web.get("/", self.index),
            web.get("/page/{name:[\\w.-]+}", self.static),
            web.get("/sim/people", self.people),
            web.post("/sim/people", self.add_person),
            web.get(f"{person}/stream", self.stream),
            web.get(f"{person}/messages", self.messages),
            web.post(f"{person}/text", self.text),
            web.post(f"{person}/file", self.file),
            web.post(f"{person}/sticker", self.sticker),
            web.post(f"{person}/contact", self.contact),
            web.post(f"{person}/tap", self.tap),
            web.post(f"{person}/start", self.start),
            web.post(f"{person}/pay", self.pay),
            web.post(f"{person}/share", self.share),
            web.post(f"{person}/blocked", self.blocked),
            web.get("/sim/files/{file_id}", self.show_file),
            web.get("/sim/calls", self.calls),
            web.post("/sim/reset", self.reset),
            web.post("/sim/limits", self.limits),
            web.post("/sim/faults", self.add_fault),
            web.delete("/sim/faults", self.clear_faults),
        ]

    async def index(self, request: web.Request) -> web.StreamResponse:
        return _static("index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        return _static(request.match_info["name"])

    async def people(self, request: web.Request) -> web.Response:
        people = [person.card() for person in self.telegram.people()]
        return _json({"bot": self.telegram.bot_user(), "people": people})

    async def add_person(self, request: web.Request) -> web.Response:
        return _json((await self.telegram.add_person(**await _body(request))).card())

    async def stream(self, request: web.Request) -> web.StreamResponse:
        with self.telegram.listen(_person(request)) as events:
            headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
            response = web.StreamResponse(headers=headers)
            with suppress(ConnectionResetError):  # the page was closed
                await response.prepare(request)
                while True:
                    event, data = await events.get()
                    await response.write(f"event: {event}\ndata: {dump(data)}\n\n".encode())
            return response

    async def messages(self, request: web.Request) -> web.Response:
        return _json(self.telegram.messages(_person(request)))

    async def text(self, request: web.Request) -> web.Response:
        return _json(await self.telegram.say(_person(request), (await _body(request))["text"]))

    async def file(self, request: web.Request) -> web.Response:
        if request.content_type != "multipart/form-data":
            raise CannotDo("send multipart/form-data")
        fields, uploads = read_multipart(request.headers["Content-Type"], await request.read())
        caption = fields.get("caption", "")
        if photo := uploads.get("photo"):
            return _json(await self.telegram.send_photo(_person(request), photo.data, caption))
        if document := uploads.get("document"):
            sent = self.telegram.send_document(_person(request), document.data, caption, filename=document.name)
            return _json(await sent)
        raise CannotDo("send a photo or a document")

    async def sticker(self, request: web.Request) -> web.Response:
        return _json(await self.telegram.send_sticker(_person(request)))

    async def contact(self, request: web.Request) -> web.Response:
        return _json(await self.telegram.share_contact(_person(request), **await _body(request)))

    async def tap(self, request: web.Request) -> web.Response:
        query = await self.telegram.press(_person(request), **await _body(request))
        return _json({"callback_query_id": query.id})

    async def start(self, request: web.Request) -> web.Response:
        return _json(await self.telegram.open_link(_person(request), **await _body(request)))

    async def pay(self, request: web.Request) -> web.Response:
        body = await _body(request)
        pay = self.telegram.pay_link if "link" in body else self.telegram.pay
        return _json(asdict(await pay(_person(request), **body)))

    async def share(self, request: web.Request) -> web.Response:
        return _json(await self.telegram.share_users(_person(request), **await _body(request)))

    async def blocked(self, request: web.Request) -> web.Response:
        blocked = bool((await _body(request))["blocked"])
        await (self.telegram.block if blocked else self.telegram.unblock)(_person(request))
        return _json({"blocked": blocked})

    async def show_file(self, request: web.Request) -> web.Response:
        file, data = self.telegram.files.read(request.match_info["file_id"])
        kinds = {"photo": "image/jpeg", "sticker": "image/webp"}
        kind = kinds.get(file["kind"]) or file["object"]["mime_type"]
        headers = {"Cache-Control": "max-age=86400", "Content-Security-Policy": "sandbox"}
        return web.Response(body=data, content_type=kind, headers=headers)

    async def calls(self, request: web.Request) -> web.Response:
        chat_id = request.query.get("chat_id")
        since = int(request.query.get("since", 0))
        found = self.telegram.calls(request.query.get("method"), int(chat_id) if chat_id else None, since)
        return _json([call.card() for call in found])

    async def reset(self, request: web.Request) -> web.Response:
        self.telegram.reset()
        return _json({})

    async def limits(self, request: web.Request) -> web.Response:
        self.telegram.limits.switch(**await _body(request))
        return _json({})

    async def add_fault(self, request: web.Request) -> web.Response:
        self.telegram.faults.add(Fault(**await _body(request)))
        return _json({})

    async def clear_faults(self, request: web.Request) -> web.Response:
        self.telegram.faults.clear()
        return _json({})


@web.middleware
async def tell_what_cannot_be_done(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except CannotDo as error:
        return web.json_response({"error": str(error)}, status=404 if isinstance(error, NoSuchPerson) else 400)
    except Refusal as refusal:
        return web.json_response({"error": refusal.description}, status=refusal.code)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if request.path.startswith("/sim/"):
            return web.json_response({"error": f"cannot read the request: {error}"}, status=400)
        raise


async def _body(request: web.Request) -> JSON:
    body = await request.json() if request.can_read_body else {}
    if not isinstance(body, dict):
        raise CannotDo("send a JSON object")
    return body


def _person(request: web.Request) -> int:
    return int(request.match_info["id"])


def _json(value: Any) -> web.Response:
    return web.Response(text=dump(value), content_type="application/json")


def _static(name: str) -> web.StreamResponse:
    path = PAGE / name
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})
