import { expect, type Page } from '@playwright/test'

/** Follows a sign-in link as a person does, and waits for the first screen. */
export async function signIn(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/\/sign-in/)
}
