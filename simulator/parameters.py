"""Parameters of a call, checked against aiogram's own model of the method."""

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from aiogram import methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from simulator.errors import Refusal, bad_request
from simulator.store import JSON

Model = type[TelegramMethod[Any]]
MODELS: dict[str, Model] = {
    model.__api_method__.lower(): model
    for model in (getattr(methods, name) for name in methods.__all__)
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A part of a multipart body."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Field:
    required: bool
    convert: Callable[[str, Any], Any]


def check(model: Model, raw: Mapping[str, Any], uploads: Mapping[str, Upload]) -> JSON:
    """The parameters with their types; uploads stand where `attach://` pointed to them."""
    fields, found = specification(model), JSON()
    for name, value in raw.items():
        if value is None or (value == "" and name not in ("provider_token", "url")):
            continue
        if name not in fields:
            raise bad_request(f'the method {model.__api_method__} has no parameter "{name}"')
        found[name] = fields[name].convert(name, value)
    for name, upload in uploads.items():
        if name in fields:
            found[name] = upload
    for name, field in fields.items():
        if field.required and name not in found:
            raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
    return {name: _attached(value, uploads) for name, value in found.items()}


def decode(raw: Mapping[str, Any]) -> JSON:
    """The parameters as a reader of the outbox wants them: JSON in strings unpacked."""
    return {name: _unpacked(value) for name, value in raw.items()}


@cache
def specification(model: Model) -> dict[str, Field]:
    return {
        name: Field(info.is_required(), _converter(name, info.annotation)) for name, info in model.model_fields.items()
    }


def _converter(name: str, annotation: Any) -> Callable[[str, Any], Any]:
    kinds = _kinds(annotation)
    if kinds == {int}:
        return _integer
    if kinds == {int, str}:
        return _integer_or_string
    if kinds == {bool}:
        return _boolean
    if kinds == {float}:
        return _number
    if kinds <= {str, InputFile}:
        return _string
    if name == "reply_markup":
        return _json  # keyboards.check() knows better, and is faster
    return _structure(annotation)


def _kinds(annotation: Any) -> set[Any]:
    if get_origin(annotation) is Annotated:
        return _kinds(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        members = set().union(*(_kinds(member) for member in get_args(annotation)))
        return members - {types.NoneType, Default}
    return {annotation}


def _integer(name: str, value: Any) -> int:
    try:
        if isinstance(value, bool | float):
            raise TypeError
        return int(value)
    except (ValueError, TypeError):
        raise _invalid(name, value, "an Integer") from None


def _integer_or_string(name: str, value: Any) -> int | str:
    try:
        return int(value)
    except (ValueError, TypeError):
        return _string(name, value)


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (ValueError, TypeError):
        raise _invalid(name, value, "a Float") from None


def _boolean(name: str, value: Any) -> bool:
    match value.strip().lower() if isinstance(value, str) else value:
        case True | 1 | "true" | "yes" | "1":
            return True
        case False | 0 | "false" | "no" | "0":
            return False
    raise _invalid(name, value, "a Boolean")


def _string(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise _invalid(name, value, "a String")


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return from_json(value)
    except ValueError:
        what = "reply keyboard markup" if name == "reply_markup" else name
        raise bad_request(f"can't parse {what} JSON object") from None


def _structure(annotation: Any) -> Callable[[str, Any], Any]:
    adapter = _adapter(annotation)

    def convert(name: str, value: Any) -> Any:
        decoded = _json(name, value)
        try:
            adapter.validate_python(decoded)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise bad_request(f"can't parse {name}: {place}: {first['msg']}") from None
        return decoded

    return convert


def _adapter(annotation: Any) -> TypeAdapter[Any]:
    if get_origin(annotation) in (Union, types.UnionType):
        members = [member for member in get_args(annotation) if member not in (Default, types.NoneType)]
        annotation = Union[tuple(members)]  # noqa: UP007
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return TypeAdapter(annotation)
    return TypeAdapter(annotation, config=ConfigDict(arbitrary_types_allowed=True))


def _attached(value: Any, uploads: Mapping[str, Upload]) -> Any:
    if isinstance(value, str) and value.startswith("attach://"):
        try:
            return uploads[value.removeprefix("attach://")]
        except KeyError:
            raise bad_request(f'there is no file "{value}" in the request') from None
    if isinstance(value, dict) and "media" in value:
        return {name: _attached(inner, uploads) for name, inner in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict) and "media" in value[0]:
        return [_attached(item, uploads) for item in value]
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "[{" and value:
        try:
            return from_json(value)
        except ValueError:
            return value
    return value


def _invalid(name: str, value: Any, expected: str) -> Refusal:
    return bad_request(f'parameter "{name}" must be {expected}, not {value!r:.60}')
