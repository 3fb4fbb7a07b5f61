# Any image of Debian or Ubuntu that has Python 3.11 or newer as `python`, with venv: --build-arg PYTHON_IMAGE=…
ARG PYTHON_IMAGE=python:3.13.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
WORKDIR /src
# pip and hatchling stay in this stage: what is delivered needs neither.
RUN python -m venv /opt/build && python -m venv --without-pip /opt/kassa
# Dependencies are a layer of their own, so that a change of the code does not install them again.
COPY pyproject.toml requirements.lock ./
# With pg_dump and pg_restore, for backups.
RUN python -c "import tomllib; of = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
        print(*of['dependencies'], *of['optional-dependencies']['backup'], sep='\n')" > dependencies.txt \
    && /opt/build/bin/pip install --no-cache-dir --constraint requirements.lock hatchling \
    && /opt/build/bin/pip --python /opt/kassa/bin/python install --no-cache-dir --only-binary :all: \
        --constraint requirements.lock --requirement dependencies.txt
COPY . .
RUN /opt/build/bin/pip --python /opt/kassa/bin/python install --no-cache-dir --no-deps --no-index \
        "$(/opt/build/bin/python -m hatchling build --target wheel --directory /tmp/wheel > /dev/null \
           && ls /tmp/wheel/*.whl)"

FROM ${PYTHON_IMAGE}
# Without it Pillow draws text unkerned.
RUN apt-get update && apt-get install --yes --no-install-recommends libfribidi0 && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent kassa
COPY --from=build /opt/kassa /opt/kassa
# The file system may be read-only: only /tmp is written to.
# Two heaps for all threads, since each of a process that lives for months would keep what it has freed; and what is
# larger than a megabyte, such as pictures, is given back at once.
ENV PATH=/opt/kassa/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576 \
    MPLCONFIGDIR=/tmp/matplotlib XDG_CACHE_HOME=/tmp/cache METRICS_PORT=9100
USER 10001:10001
WORKDIR /tmp
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=8s --start-period=60s --retries=3 CMD ["python", "-c", \
    "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['METRICS_PORT']}/health\", timeout=6)"]
# Others: kassa migrate, kassa doctor, kassa receive, kassa work, python -m bot, python -m scheduler
CMD ["kassa", "run"]
