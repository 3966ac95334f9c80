import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const WIDE = { width: 1280, height: 900 }
const PHONE = { width: 360, height: 780 }

/** Between the two languages every width meets every scheme. */
export const READERS = [
  { name: 'nadia', language: 'ar', direction: 'rtl', looks: [{ size: WIDE, scheme: 'light' }, { size: PHONE, scheme: 'dark' }] },
  { name: 'adam', language: 'en', direction: 'ltr', looks: [{ size: WIDE, scheme: 'dark' }, { size: PHONE, scheme: 'light' }] },
] as const

export type Reader = (typeof READERS)[number]

/** The page is in its language, axe finds nothing, nothing sticks out sideways, and no words disturb their surroundings. */
export async function expectGoodLook(page: Page, { language, direction, looks }: Reader, complaints: string[]) {
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await expect(page.locator('html')).toHaveAttribute('dir', direction)
  expect(await strayWords(page, direction), 'words that could disturb, or be disturbed by, their surroundings').toEqual([])

  for (const [index, { size, scheme }] of looks.entries()) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: scheme })
    expect(await violations(page, complaints, index === 0 ? ALL : OF_LOOKS), `${size.width} px, ${scheme}`).toEqual([])
  }
  for (const width of [360, 320]) {
    await page.setViewportSize({ ...PHONE, width })
    expect(await sticksOut(page), `wider than ${width} px`).toEqual([])
  }
}

/** A sheet of A4, in pixels. */
const SHEET = { width: 794, height: 1123 }

/** What is printed can be read as well, and nothing of it is cut off. */
export async function expectGoodPrint(page: Page, complaints: string[]) {
  await page.emulateMedia({ media: 'print', colorScheme: 'light' })
  await page.setViewportSize(SHEET)
  expect(await violations(page, complaints, OF_LOOKS), 'printed').toEqual([])
  expect(await sticksOut(page), 'wider than a sheet').toEqual([])
  await page.emulateMedia({ media: 'screen' })
}

const ALL = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }

/** What can change with the size of the screen and with the scheme; the rest is in the structure, which stays. */
const OF_LOOKS = { runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'] }

/** What axe finds; the legacy mode asks no frames, of which we have none. While it measures it writes styles into the page, of which our policy makes the browser complain. */
export async function violations(page: Page, complaints: string[], rules: { runOnly: string[] } = ALL): Promise<string[]> {
  const before = complaints.length
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ ...rules, resultTypes: ['violations'], preload: false }).analyze()
  complaints.length = before
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary?.split('\n')[1]?.trim()})`).join(', ')}`)
}

/** What makes the page wider than the screen: the elements that end beyond its edges, without those that only hold them. */
export const sticksOut = (page: Page) => page.locator('html').evaluate((html) => {
  if (html.scrollWidth <= html.clientWidth) return []
  const isBeyond = (element: any) => {
    const { left, right } = element.getBoundingClientRect()
    return right > html.clientWidth + 0.5 || left < -0.5
  }
  const beyond = [...html.querySelectorAll('body *')].filter(isBeyond)
  return beyond.filter((element) => ![...element.children].some(isBeyond)).map(({ outerHTML }) => outerHTML.slice(0, 120) as string)
})

/**
 * Words of the other direction that stand neither in an element of their own direction nor between isolating characters.
 * The words of the interface itself may hold a foreign name such as UTC; two foreign words in a row are somebody's.
 */
export const strayWords = (page: Page, direction: 'rtl' | 'ltr') => page.locator('body').evaluate((body, direction) => {
  const foreign = direction === 'ltr' ? /[\u0600-\u06FF]/ : /[A-Za-z]{2,} +[A-Za-z]{2,}/
  const walker = body.ownerDocument.createTreeWalker(body, 4)
  const stray: string[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const ownDirection = node.parentElement.closest('bdi, [dir]:not(html), [lang]:not(html), option, title, script, style')
    if (foreign.test(node.data) && !node.data.includes('\u2068') && !ownDirection) stray.push(node.data.trim())
  }
  return stray
}, direction)
