# planted: unpinned-image
FROM node:latest AS build
WORKDIR /build
COPY web/package.json ./
RUN npm install --ignore-scripts
COPY web/ .
RUN npm run build

# near-miss: unpinned-image
FROM node:24-slim@sha256:40e07870d368d5f2fd850d0d35d740a2565c5c49c1242b956e5be52b1eed043b
# near-miss: root-container
USER root
RUN mkdir -p /app && chown node:node /app
WORKDIR /app
# near-miss: unpinned-image
COPY --from=build --chown=node:node /build/dist ./dist
COPY --from=build --chown=node:node /build/node_modules ./node_modules
# near-miss: root-container
USER node
EXPOSE 8443
CMD ["node", "dist/server/server.js"]
