# syntax=docker/dockerfile:1
# Unproven: written on a machine without a container engine. Its steps were run by hand there.

FROM node:24-slim AS build
WORKDIR /vivarium
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 \
    VIVARIUM_HOST=0.0.0.0 VIVARIUM_PORT=3000 VIVARIUM_DATA=/data
WORKDIR /vivarium
COPY --from=build /vivarium/package.json ./
COPY --from=build /vivarium/bin ./bin
COPY --from=build /vivarium/.next/standalone ./.next/standalone
RUN mkdir -m 0700 /data && chown node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.VIVARIUM_PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/vivarium.mjs"]
