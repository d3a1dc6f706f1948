# near-miss: unpinned-image
FROM python:3.13-slim@sha256:395ee08d4bd8ed1892e5ce04513eb335374aff196dde0435189dea3d5736b127 AS build
WORKDIR /build
COPY api/requirements.txt .
RUN pip install --no-cache-dir --prefix=/install --requirement requirements.txt

# near-miss: unpinned-image
FROM python:3.13-slim@sha256:395ee08d4bd8ed1892e5ce04513eb335374aff196dde0435189dea3d5736b127
WORKDIR /app
COPY --from=build /install /usr/local
COPY api/ .
RUN useradd --system --uid 10001 portal
ENV PYTHONUNBUFFERED=1
EXPOSE 8000
# planted: root-container
USER root
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "wsgi:app"]
