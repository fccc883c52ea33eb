import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const serverOnly = fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url))

const alias = [
  { find: /^server-only$/, replacement: serverOnly },
  { find: /^@\//, replacement: root },
]

/**
 * Each module is loaded once per process, not once per file: that took a third of the time. What a
 * test puts in the place of something else goes with it, so that no other file meets it.
 */
const shared = { isolate: false, restoreMocks: true, unstubEnvs: true, unstubGlobals: true }

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'unit',
          include: ['{lib,components,app,bin,bench,e2e/faults}/**/*.test.{ts,tsx,mjs}'],
          exclude: ['lib/server/**'],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'server',
          include: ['{lib/server,e2e/{api,crash,demo,full-disk,zookeeper}}/**/*.test.ts'],
          // Long enough for a machine that is busy with something else; what passes waits for none of it.
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: 'simulation',
          include: ['e2e/simulation/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})
