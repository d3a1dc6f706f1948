FROM eclipse-temurin:21-jre
# ruleid: secrets.container.env-arg-secret
ENV POSTGRES_PASSWORD=ward7-not-real
# ruleid: secrets.container.env-arg-secret
ENV FHIR_CLIENT_SECRET "fhir-not-real-000"
# ruleid: secrets.container.env-arg-secret
ARG NPM_TOKEN=npm-not-real-000
ENV APP_HOME=/app \
    # ruleid: secrets.container.env-arg-secret
    HL7_GATEWAY_PASSWORD=not-real-0000 \
    PORT=2575
# ok: secrets.container.env-arg-secret
ENV POSTGRES_PASSWORD_FILE=/run/secrets/postgres
# ok: secrets.container.env-arg-secret
ENV DB_PASSWORD=""
# ok: secrets.container.env-arg-secret
ENV TOKEN_LIFETIME=900
# ok: secrets.container.env-arg-secret
ENV PASSWORD_MIN_LENGTH=12 SESSION_TIMEOUT=900
# ok: secrets.container.env-arg-secret
ARG GIT_COMMIT=unknown
# ok: secrets.container.env-arg-secret
RUN --mount=type=secret,id=npm_token NPM_TOKEN="$(cat /run/secrets/npm_token)" npm ci
