# ruleid: container.dockerfile.latest-tag
FROM node:latest AS assets
RUN npm ci && npm run build

# ruleid: container.dockerfile.latest-tag
FROM ubuntu
RUN apt-get update

# ruleid: container.dockerfile.latest-tag
FROM registry.clinic.example:5000/base/java:latest
COPY portal.jar /portal.jar

# ruleid: container.dockerfile.latest-tag
FROM --platform=linux/amd64 docker.io/library/postgres AS database

# ok: container.dockerfile.latest-tag
FROM eclipse-temurin:21.0.5_11-jre AS base
USER 10001

# An earlier stage of this file.
# ok: container.dockerfile.latest-tag
FROM base
COPY portal.jar /portal.jar

# ok: container.dockerfile.latest-tag
FROM alpine@sha256:0000000000000000000000000000000000000000000000000000000000000000

# ok: container.dockerfile.latest-tag
FROM scratch
COPY mllp /mllp

# ok: container.dockerfile.latest-tag
FROM ${BASE_IMAGE}
COPY portal.jar /portal.jar
