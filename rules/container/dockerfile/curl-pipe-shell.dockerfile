FROM debian:12.8-slim
# ruleid: container.dockerfile.curl-pipe-shell
RUN curl -fsSL https://get.clinic.example/install.sh | sh
# ruleid: container.dockerfile.curl-pipe-shell
RUN wget -qO- https://get.clinic.example/setup | sudo -E bash -
# ruleid: container.dockerfile.curl-pipe-shell
RUN curl -sSL https://get.clinic.example/poetry.py | python3 -
# ruleid: container.dockerfile.curl-pipe-shell
RUN bash -c "$(curl -fsSL https://get.clinic.example/tool.sh)"
# ok: container.dockerfile.curl-pipe-shell
RUN curl -fsSLo install.sh https://get.clinic.example/install.sh \
    && echo "${INSTALL_SHA256}  install.sh" | sha256sum -c - \
    && sh install.sh
# ok: container.dockerfile.curl-pipe-shell
RUN curl -fsSL https://apt.clinic.example/key.asc | gpg --dearmor -o /etc/apt/keyrings/clinic.gpg
# ok: container.dockerfile.curl-pipe-shell
RUN curl -fsSL https://terminology.clinic.example/codes.json | python3 scripts/load_codes.py
# ok: container.dockerfile.curl-pipe-shell
RUN curl -fsSL https://downloads.clinic.example/node.tar.xz | tar -xJ -C /opt
# RUN curl https://get.clinic.example/install.sh | sh
