FROM eclipse-temurin:21-jre
# ruleid: container.dockerfile.sensitive-copy
COPY .env /app/.env
# ruleid: container.dockerfile.sensitive-copy
COPY config/id_rsa /root/.ssh/id_rsa
# ruleid: container.dockerfile.sensitive-copy
COPY --chown=app:app certs/portal.p12 /app/certs/
# ruleid: container.dockerfile.sensitive-copy
ADD seed/patients.dump /docker-entrypoint-initdb.d/
# ruleid: container.dockerfile.sensitive-copy
COPY studies/ct-001.dcm /data/studies/
# ok: container.dockerfile.sensitive-copy
COPY .env.example /app/.env
# ok: container.dockerfile.sensitive-copy
COPY certs/hospital-root-ca.pem /usr/local/share/ca-certificates/
# ok: container.dockerfile.sensitive-copy
COPY --from=build /src/target/portal.jar /app/portal.jar
# ok: container.dockerfile.sensitive-copy
COPY src/environment.ts /app/src/
# ok: container.dockerfile.sensitive-copy
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
