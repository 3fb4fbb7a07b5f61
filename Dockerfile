# syntax=docker/dockerfile:1

FROM python:3.13-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/kassa
# Dependencies are a layer of their own, so that a change of the code does not install them again.
COPY pyproject.toml requirements.lock ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
        > dependencies.txt \
    && /opt/kassa/bin/pip install --no-cache-dir --constraint requirements.lock --requirement dependencies.txt
COPY . .
RUN /opt/kassa/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim-bookworm
# Without it Pillow draws text unkerned.
RUN apt-get update && apt-get install --yes --no-install-recommends libfribidi0 && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home kassa
COPY --from=build /opt/kassa /opt/kassa
ENV PATH=/opt/kassa/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER kassa
WORKDIR /home/kassa
STOPSIGNAL SIGTERM
# Others: kassa migrate, kassa seed, kassa doctor, python -m bot, python -m scheduler
CMD ["kassa", "run"]
