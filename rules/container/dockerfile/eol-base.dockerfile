# ruleid: container.dockerfile.eol-base
FROM python:3.8-slim AS etl
# ruleid: container.dockerfile.eol-base
FROM node:16 AS assets
# ruleid: container.dockerfile.eol-base
FROM openjdk:11-jre AS legacy
# ruleid: container.dockerfile.eol-base
FROM centos:7 AS gateway
# ruleid: container.dockerfile.eol-base
FROM public.ecr.aws/docker/library/debian:buster-slim AS spool
# ok: container.dockerfile.eol-base
FROM python:3.13-slim AS current
# ok: container.dockerfile.eol-base
FROM node:24-bookworm-slim AS web
# ok: container.dockerfile.eol-base
FROM eclipse-temurin:21-jre AS portal
# ok: container.dockerfile.eol-base
FROM debian:13-slim
# ok: container.dockerfile.eol-base
FROM registry.clinic.example/clinic/node:4.2 AS own
