# The whole product in one image: one file, built here, on a plain Debian.
#   docker build -t zaguan .
#   docker run -p 127.0.0.1:8080:8080 -v zaguan-data:/data zaguan

FROM rust:1.95.0-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential nodejs npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# The caches stay with the builder, not in a layer; hence the copy within the same step.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo xtask build && cp target/release/zaguan /zaguan

FROM debian:bookworm-slim
# Certificates: the mail server is spoken to by TLS.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin zaguan \
    && install -d -o zaguan -g zaguan -m 0700 /data
COPY --from=build /zaguan /usr/local/bin/zaguan
USER zaguan
WORKDIR /data
ENV ZAGUAN_DATA_DIR=/data \
    ZAGUAN_BIND=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# Debian's bash can ask the question itself; no curl has to be kept up to date for it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["zaguan"]
CMD ["serve"]
