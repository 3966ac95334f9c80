import type { Page } from '@playwright/test'
import { expect, test } from './desk.ts'

/** What readers can come to, found as they would find it. */
async function publicPages(page: Page, lang: string): Promise<string[]> {
  const found = async (list: string, kind: string) => {
    await page.goto(list)
    return page.locator(`main a[href^="/${kind}/"]`).evaluateAll((links) => links.map((link) => link.pathname as string))
  }
  const claims = await found(`/?lang=${lang}`, 'claims')
  const reports = await found(`/?lang=${lang}&show=reports`, 'reports')
  const corrected = await found(`/corrections?lang=${lang}`, 'claims')
  const [claim, report] = [claims[0]!, reports[0]!]
  const paths = ['/', '/corrections', ...claims.slice(0, 4), `${claim}/v/1`, `${claim}/embed`, `${claim}/errors/new`, ...reports.slice(0, 2), `${report}/v/1`, ...corrected.slice(0, 2), '/verify', '/sign-in', '/api']
  return [...new Set(paths)].map((path) => `${path}?lang=${lang}`).concat(`/?lang=${lang}&show=reports`)
}

/** What somebody hears of a page, which may not hang on how it looks. Words that are there for hearing only stand apart by a space where there are styles. */
const heardOf = async (page: Page) => (await page.locator('body').ariaSnapshot()).replaceAll(' :', ':')

for (const lang of ['ar', 'en']) {
  test(`what readers get says the same without scripts, styles and pictures (${lang})`, { tag: '@scripts' }, async ({ browser, desk }) => {
    const [context, bareContext] = await Promise.all([true, false].map((javaScriptEnabled) => browser.newContext({ baseURL: desk.address, javaScriptEnabled, locale: lang })))
    const [page, bare] = [await context!.newPage(), await bareContext!.newPage()]
    let kept = 0
    await bare.route('**/*', (route) => {
      if (route.request().resourceType() === 'document') return route.continue()
      kept++
      return route.abort()
    })

    for (const path of await publicPages(page, lang)) {
      await page.goto(path)
      await bare.goto(path)
      await expect(bare.locator('h1, h2').first(), path).toBeVisible()
      expect(await heardOf(bare), path).toBe(await heardOf(page))
    }
    expect(kept, 'files that were kept from the page').toBeGreaterThan(20)
    await Promise.all([context!.close(), bareContext!.close()])
  })
}
