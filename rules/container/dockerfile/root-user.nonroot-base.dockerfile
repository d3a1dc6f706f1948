FROM golang:1.25 AS build
RUN go build -o /gateway ./cmd/gateway

# ok: container.dockerfile.root-user
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /gateway /gateway
ENTRYPOINT ["/gateway"]
