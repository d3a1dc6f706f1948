# ok: container.dockerfile.root-user
FROM golang:1.25 AS build
RUN go build -o /mllp ./cmd/mllp

# ok: container.dockerfile.root-user
FROM alpine:3.22 AS base
RUN adduser -D -u 10001 mllp
USER 10001

# The stage above has left root already.
# ok: container.dockerfile.root-user
FROM base
COPY --from=build /mllp /mllp
ENTRYPOINT ["/mllp"]
