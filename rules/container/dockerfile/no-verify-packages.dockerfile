FROM debian:12.8-slim
# ruleid: container.dockerfile.no-verify-packages
RUN apt-get update && apt-get install -y --allow-unauthenticated dcmtk
# ruleid: container.dockerfile.no-verify-packages
RUN pip install --trusted-host pypi.clinic.example -r requirements.txt
# ruleid: container.dockerfile.no-verify-packages
RUN curl -fskSLo /opt/viewer.jar https://downloads.clinic.example/viewer.jar
# ruleid: container.dockerfile.no-verify-packages
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
# ok: container.dockerfile.no-verify-packages
RUN apt-get update && apt-get install -y --no-install-recommends dcmtk
# ok: container.dockerfile.no-verify-packages
RUN pip install --require-hashes --index-url https://pypi.clinic.example/simple -r requirements.txt
# ok: container.dockerfile.no-verify-packages
RUN curl -fsSLo /opt/viewer.jar https://downloads.clinic.example/viewer.jar
# ok: container.dockerfile.no-verify-packages
RUN curl --retry 3 --kerberos-ticket /tmp/t -o codes.zip https://terminology.clinic.example/codes.zip
