import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixtures'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What depends on the theme: it changes colours and nothing else (`app/globals.css`). */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** What fades in has its colours only when it has come. Spinners never end. */
async function comeToRest(page: Page) {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}

/** Axe, telling what is wrong alone: two fifths of its time went into telling what is right. */
const axeOn = (page: Page) => new AxeBuilder({ page }).options({ resultTypes: ['violations'] })

async function violations(page: Page, colorScheme: 'light' | 'dark', axe: AxeBuilder) {
  await page.emulateMedia({ colorScheme })
  await comeToRest(page)
  // Without frames of others there is nothing that a second page would have to gather.
  const { violations } = await axe.setLegacyMode().analyze()
  return violations.map(
    ({ id, nodes }) =>
      `${colorScheme}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
  )
}

/** Holds the screen, as it is when it has come to rest, against WCAG 2.2 AA, light and dark. */
export async function expectNoViolations(page: Page) {
  const found = [
    ...(await violations(page, 'light', axeOn(page).withTags(TAGS))),
    ...(await violations(page, 'dark', axeOn(page).withRules(OF_COLOURS))),
  ]
  await page.emulateMedia({ colorScheme: null })
  expect(found).toEqual([])
}
