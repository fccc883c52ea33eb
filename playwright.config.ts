import { existsSync } from 'node:fs'
import { chromium, defineConfig } from '@playwright/test'

/** The shell has no windows to keep up to date: it needs less than half of the processor. */
const SYSTEM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Playwright's own Chromium is preferred; undefined means it. */
function systemChromium(): string | undefined {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH
  if (named) return named
  return existsSync(chromium.executablePath()) ? undefined : SYSTEM.find(existsSync)
}

const executablePath = systemChromium()

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/product/require-build.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    // Recording doubles what a test costs: `--trace retain-on-failure` when it is needed.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
