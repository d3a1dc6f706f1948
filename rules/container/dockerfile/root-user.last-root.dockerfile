# ok: container.dockerfile.root-user
FROM python:3.13-slim@sha256:0000000000000000000000000000000000000000000000000000000000000000
USER worker
RUN pip install --no-cache-dir -r requirements.txt

# ruleid: container.dockerfile.root-user
USER root
CMD ["gunicorn", "clinic.wsgi"]
