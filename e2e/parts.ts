import type { Locator, Page } from '@playwright/test'

export const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true })

/** A part of the page that may be closed, open. */
export async function opened(page: Page, selector: string): Promise<Locator> {
  const part = page.locator(selector)
  if (await part.getAttribute('open') === null) await part.locator('summary').first().click()
  return part
}
