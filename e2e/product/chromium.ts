import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

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

/** How the browser is started wherever one is needed. */
export const launchOptions = {
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
}
