import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/product/chromium'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/product/require-build.ts',
  // A file stays together: the servers of its own that it asks for are started once.
  fullyParallel: false,
  // As many as `npm test` has cores: with three, on two, each test takes almost twice as long.
  workers: 2,
  forbidOnly: true,
  retries: 0,
  // Long enough for a machine that is busy with something else; what passes waits for none of it.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    // Recording doubles what a test costs: `--trace retain-on-failure` when it is needed.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions,
  },
})
