"""The files from which containers are made keep their promises; no engine is needed to see that."""

import inspect
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli import receive
from cli.__main__ import COMMANDS
from cli.checkup import CONNECTIONS_WANTED
from core.settings import Settings
from db.pool import open_pool
from tests.docs.documents import Document, documents

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text()
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "kassa"}
ONCE = ("migrate", "backup")
"""They do their work as the owner, and end."""
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PINNED = re.compile(r"[a-z/]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?")


def exists(command: list[str]) -> bool:
    """Is it one of ours, as it stands in an exec form?"""
    match command:
        case ["kassa", name, *_]:
            return name in COMMANDS
        case ["python", "-m", module]:
            return (ROOT / module / "__main__.py").exists()
        case _:
            return False


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name}\s+(.*)$", DOCKERFILE, re.MULTILINE)


def test_compose_has_all_that_a_box_office_needs() -> None:
    assert set(SERVICES) == {
        *("bot", "scheduler", "receiver", "worker", "migrate", "backup"),
        *("postgres", "valkey", "caddy"),
    }
    started_at_first = {name for name, service in SERVICES.items() if "profiles" not in service}
    assert started_at_first == {"postgres", "valkey", "migrate", "bot", "scheduler"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_can_do_nothing_beside_its_work(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    if name == "caddy":  # its image works as root, which without capabilities is nobody in particular
        assert service["cap_add"] == ["NET_BIND_SERVICE"]
    else:
        assert "cap_add" not in service
        assert service["user"] not in ("root", "0", "0:0")


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_cannot_eat_the_machine_and_is_given_time_to_stop(name: str) -> None:
    service = SERVICES[name]
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert service["stop_grace_period"]
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_that_is_not_well_is_noticed_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    if name in ONCE:
        assert service["restart"] == "no"
        return
    assert service["restart"] == "unless-stopped"
    assert name in OURS or "test" in service["healthcheck"]  # ours: of the image


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in OURS])
def test_an_image_is_of_one_version(name: str) -> None:
    assert PINNED.fullmatch(SERVICES[name]["image"])


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_starts_what_there_is_with_settings_that_there_are(name: str) -> None:
    service = OURS[name]
    assert exists(service["command"])
    assert {key.lower() for key in service["environment"]} <= set(Settings.model_fields) | {"postgres_password"}
    assert service["environment"]["METRICS_PORT"] == 9100
    assert "METRICS_PORT=9100" in DOCKERFILE


@pytest.mark.parametrize("name", OURS)
def test_only_what_ends_knows_the_password_of_the_owner(name: str) -> None:
    environment = OURS[name]["environment"]
    assert environment["POSTGRES_PASSWORD"] == ""
    knows = [key for key, value in environment.items() if "${POSTGRES_PASSWORD" in str(value)]
    assert knows == (["DATABASE_OWNER_URL"] if name in ONCE else [])


def test_nothing_starts_before_what_it_needs() -> None:
    for name, service in OURS.items():
        needs = {needed: of["condition"] for needed, of in service["depends_on"].items()}
        if name in ONCE:
            assert needs == {"postgres": "service_healthy"}
        else:
            assert needs == {"migrate": "service_completed_successfully", "valkey": "service_healthy"}


def test_one_service_builds_the_image_whatever_is_started() -> None:
    """Several at once make Docker fail with `image "kassa" already exists`; the others take what is there."""
    assert [name for name, service in SERVICES.items() if "build" in service] == list(ONCE)
    assert SERVICES["backup"]["profiles"] == ["backup"], "it is started by its name, alone"
    assert {service["pull_policy"] for service in OURS.values()} == {"never"}


def test_postgresql_takes_all_connections_of_the_large_set_up() -> None:
    pool = inspect.signature(open_pool).parameters["max_size"].default
    receiver = pool * inspect.getsource(receive).count("open_app(")
    of = {"scheduler": pool, "receiver": receiver, "worker": pool, "backup": pool}
    wanted = sum(connections * SERVICES[name].get("scale", 1) for name, connections in of.items())
    taken = int(SERVICES["postgres"]["command"][-1].removeprefix("max_connections="))
    assert wanted + CONNECTIONS_WANTED <= taken < SERVICES["postgres"]["pids_limit"]  # each is a process of its own
    says = re.search(
        r"has up to (\d+) .*, every other process up to (\d+): (\d+) .*, with a backup (\d+)\.\n.* takes (\d+);",
        (ROOT / "docs/running.md").read_text(),
    )
    assert says and [int(figure) for figure in says.groups()] == [receiver, pool, wanted - pool, wanted, taken]


def test_an_existing_postgresql_takes_the_place_of_the_service() -> None:
    """Compose merges what is said of a service in both files, and lists by adding to them."""
    other = yaml.safe_load((ROOT / "deploy/compose.database.yaml").read_text())["services"]
    assert other.keys() == {*OURS, "postgres"}
    assert other["postgres"]["profiles"] == ["none"] and "none" not in str(
        [OURS[name].get("profiles") for name in OURS]
    )
    for name, service in OURS.items():
        changed = other[name]["environment"]
        names = {"DATABASE_URL", "DATABASE_OWNER_URL"} if name in ONCE else {"DATABASE_URL"}
        assert {key: f"${{{key}:?set it in .env}}" for key in names} == changed
        assert {*service["networks"], *other[name].get("networks", [])} == {"inside", "outside"}
        needs = service["depends_on"] | other[name].get("depends_on", {})
        assert needs.get("postgres", {"required": False})["required"] is False, "it is not started"


@pytest.mark.parametrize("document", documents(), ids=lambda one: one.name)
def test_every_service_that_a_page_names_is_there(document: Document) -> None:
    for code in document.code:
        for words in re.findall(r"docker compose (?:exec|run) ([^;&|]*)", code):
            service = next(word for word in words.split() if not word.startswith("-"))
            assert service in SERVICES, code
        for words in re.findall(r"docker compose (?:up|logs) ([^;&|]*)", code):
            named = re.sub(r"--(?:since|scale) \S+|--\S+", "", words).split("#")[0].split()
            assert set(named) <= SERVICES.keys(), code


def test_the_data_are_kept_and_cannot_be_reached_from_outside() -> None:
    volumes = yaml.safe_load(COMPOSE)["volumes"]
    networks = yaml.safe_load(COMPOSE)["networks"]
    assert set(volumes) == {"postgres", "valkey", "caddy"}
    assert networks["inside"]["internal"] is True
    for name in ("postgres", "valkey"):
        assert SERVICES[name]["networks"] == ["inside"]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]


def test_every_variable_is_explained_in_the_example() -> None:
    example = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert set(re.findall(r"\$\{([A-Z_]+)", COMPOSE)) | {"COMPOSE_PROFILES"} <= example


def test_files_that_are_mounted_are_there() -> None:
    mounted = [volume for service in SERVICES.values() for volume in service.get("volumes", []) if volume[0] == "."]
    assert mounted
    assert all((ROOT / volume.partition(":")[0]).is_file() for volume in mounted)


def test_all_packages_come_into_the_image_and_nothing_else_does() -> None:
    let_in = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    packages = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert let_in == {*packages, "pyproject.toml", "requirements.lock", "README.md"}


def test_the_image_is_built_from_the_lock_alone() -> None:
    (base,) = instructions("ARG")
    assert re.fullmatch(r"PYTHON_IMAGE=python:\d+\.\d+\.\d+-slim-[a-z]+", base)
    assert {image.split()[0] for image in instructions("FROM")} == {"${PYTHON_IMAGE}"}
    installs = re.findall(r"pip (?:--python \S+ )?install ([^&\n]*)", DOCKERFILE)
    assert len(installs) == 3
    assert all("--constraint requirements.lock" in options or "--no-index" in options for options in installs)
    assert re.search(r"^hatchling==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert set(re.findall(r"\['optional-dependencies'\]\['(\w+)'\]", DOCKERFILE)) == {"backup"}
    assert DOCKERFILE.count("optional-dependencies") == 1


def test_the_image_runs_as_nobody_in_particular_and_hears_signals() -> None:
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", instructions("USER")[-1])
    assert exists(json.loads(instructions("CMD")[-1]))  # as an exec form: a shell would keep SIGTERM for itself
    (check,) = instructions("HEALTHCHECK")
    assert json.loads(check.partition("CMD ")[2])[:2] == ["python", "-c"]
