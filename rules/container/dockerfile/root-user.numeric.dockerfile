FROM node:22-bookworm-slim AS build
RUN npm ci

# ok: container.dockerfile.root-user
FROM node:22-bookworm-slim
# ok: container.dockerfile.root-user
USER 0
RUN install -d -o node /var/lib/worklist
USER node
COPY --from=build /app /app
# ruleid: container.dockerfile.root-user
USER 0:0
CMD ["node", "/app/worklist.js"]
