# One image for every process of the service; docker-compose.yml says which one runs which command.

# The style sheet and the scripts. Node.js stays behind in this stage.
FROM node:24-bookworm-slim AS frontend
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional
COPY .tools/frontend .tools/frontend
COPY static/src static/src
RUN .tools/frontend

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# What PDFs are made with.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# pg_dump, pg_restore and psql, of the version of the database in docker-compose.yml: backups are made with them.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
COPY --from=frontend /app/static/build static/build
# The key serves this step alone: the service gets its settings when it starts.
RUN PRODUCTION=true SECRET_KEY=none python manage.py collectstatic --noinput

# A user that owns nothing but the place for data.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin peerchallenge \
    && install --directory --owner=peerchallenge /data /data/files \
    && install --directory --owner=peerchallenge --mode=0700 /data/backups
USER peerchallenge
ENV VAR_DIR=/data FILES_DIR=/data/files PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", ".tools/healthcheck.py"]
# gunicorn listens on 0.0.0.0 at $PORT. It writes no access log: addresses of pages can hold one-time links.
CMD ["gunicorn", "peerchallenge.wsgi", "--workers=2", "--threads=4", "--timeout=60", "--worker-tmp-dir=/dev/shm", "--no-control-socket", "--logger-class=peerchallenge.server_log.ServerLog"]
