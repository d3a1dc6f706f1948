FROM debian:12.8-slim
# ruleid: container.dockerfile.add-remote
ADD https://downloads.clinic.example/dcm4che-5.33.0.zip /opt/dcm4che.zip
# ruleid: container.dockerfile.add-remote
ADD --chown=app:app http://mirror.clinic.example/hapi.tar.gz /opt/
# ruleid: container.dockerfile.add-remote
ADD --link https://downloads.clinic.example/fhir-profiles.tgz /opt/profiles.tgz
# ok: container.dockerfile.add-remote
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://downloads.clinic.example/jre.tar.gz /opt/
# ok: container.dockerfile.add-remote
ADD profiles.tar.gz /opt/profiles/
# ok: container.dockerfile.add-remote
COPY --from=build https.conf /etc/nginx/conf.d/
# The old recipe was: ADD https://downloads.clinic.example/jre.tar.gz
# ok: container.dockerfile.add-remote
RUN curl -fsSLo /tmp/a https://downloads.clinic.example/a && echo "$SUM  /tmp/a" | sha256sum -c
