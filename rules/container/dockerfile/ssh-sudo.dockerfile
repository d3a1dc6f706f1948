FROM debian:12.8-slim
# ruleid: container.dockerfile.ssh-sudo
RUN apt-get update && apt-get install -y --no-install-recommends openssh-server
# ruleid: container.dockerfile.ssh-sudo
RUN apk add --no-cache bash sudo
# ruleid: container.dockerfile.ssh-sudo
RUN echo "app ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers
# ruleid: container.dockerfile.ssh-sudo
EXPOSE 8080 22
# ok: container.dockerfile.ssh-sudo
EXPOSE 8080
# ok: container.dockerfile.ssh-sudo
EXPOSE 2222 2575
# ok: container.dockerfile.ssh-sudo
RUN apt-get update && apt-get install -y --no-install-recommends openssh-client git
# sudo apt-get install openssh-server
# ok: container.dockerfile.ssh-sudo
RUN useradd --uid 10001 app
