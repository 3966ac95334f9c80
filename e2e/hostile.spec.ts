import type { Locator, Page } from '@playwright/test'
import { ar as t } from '../views/locales/ar.ts'
import { expect, test } from './desk.ts'
import { HARMLESS, HOSTILE, outsideLists, TRAP } from './hostile-strings.ts'
import { freshLine, importReport, makeClaim } from './reports.ts'
import { sourceOf } from './source.ts'

const PLAIN = 'سطر واحد.\nسطر آخر.'

test('strings that mean harm are shown as strings, wherever a form takes them', async ({ meet, complaints, javaScriptEnabled }) => {
  test.slow()
  const nadia = await meet('nadia')
  const trapped = watchTrap(nadia)
  const harmless = await shapesAfter(nadia, HARMLESS, javaScriptEnabled !== false)
  const hostile = await shapesAfter(nadia, HOSTILE, javaScriptEnabled !== false)
  for (const [place, shape] of Object.entries(harmless)) expect(hostile[place], place).toEqual(shape)
  expect(trapped).toEqual([])
  expect(complaints).toEqual([])
})

test('a whole report of them is its own text, highlights and all', async ({ meet, complaints }) => {
  test.slow()
  const nadia = await meet('nadia')
  const trapped = watchTrap(nadia)
  for (const lines of batches([...HOSTILE, ...outsideLists()], 400)) {
    const text = `${lines.join('\n')}\n${freshLine()}`.replace(/\r/g, '')
    await nadia.goto('/reports/new')
    await typeInto(nadia.locator('textarea[name=text]'), text)
    await typeInto(nadia.getByLabel(t.reports.reportTitle), lines[0]!.slice(0, 200))
    await nadia.getByLabel(t.reports.language, { exact: true }).selectOption('en')
    await nadia.getByRole('button', { name: t.reports.import }).click()
    await expect(sourceOf(nadia)).toBeVisible()

    expect(await sourceOf(nadia).evaluate((source) => source.textContent)).toBe(text)
    expect(['span', 'mark span']).toContain((await tagsIn(sourceOf(nadia))).join(' '))
    await nadia.getByRole('heading', { level: 1 }).click()
  }
  expect(trapped).toEqual([])
  expect(complaints).toEqual([])
})

test('a search for them asks for them and nothing else', async ({ meet, complaints }) => {
  const nadia = await meet('nadia')
  const trapped = watchTrap(nadia)
  await nadia.goto('/claims?text=foundnowhere')
  const shape = await shapeOf(nadia)
  for (const words of HOSTILE.slice(0, 24).map((words) => `${words} foundnowhere`)) {
    await nadia.goto(`/claims?text=${encodeURIComponent(words)}`)
    await expect(nadia.getByRole('main').getByRole('searchbox')).toHaveValue(words)
    expect(await shapeOf(nadia), words).toEqual(shape)
  }
  expect(trapped).toEqual([])
  expect(complaints).toEqual([])
})

test('an unreadable character is refused, and the rest is kept', async ({ meet }) => {
  const salma = await meet('salma')
  await salma.goto('/reports/new')
  await typeInto(salma.locator('textarea[name=text]'), 'damaged \uFFFD text')
  await typeInto(salma.getByLabel(t.reports.reportTitle), '<b>Title</b>')
  await salma.getByRole('button', { name: t.reports.import }).click()
  await expect(salma.locator('textarea[name=text]')).toHaveAccessibleDescription(new RegExp(t.problems.unreadable.replace(/[()]/g, '.')))
  await expect(salma.locator('textarea[name=text]')).toHaveValue('damaged \uFFFD text')
  await expect(salma.getByLabel(t.reports.reportTitle)).toHaveValue('<b>Title</b>')
})

test('a page that printed them raw would be caught', { tag: '@scripts' }, async ({ meet, complaints }) => {
  const nadia = await meet('nadia')
  const trapped = watchTrap(nadia)
  const claim = await makeClaim(nadia, await importReport(nadia), 'أُغلق بسواتر ترابية', `<img src=${TRAP} onerror=alert(1)>`)
  await nadia.goto(claim)
  const shape = await shapeOf(nadia)
  expect([...trapped, ...complaints]).toEqual([])

  await nadia.route(`**${claim}`, async (route) => {
    const answer = await route.fetch()
    const { 'content-security-policy': _policy, ...headers } = answer.headers()
    await route.fulfill({ response: answer, headers, body: (await answer.text()).replaceAll('&lt;', '<').replaceAll('&gt;', '>') })
  })
  await nadia.goto(claim)
  await expect.poll(() => complaints).toContain('dialog: 1')
  expect(trapped.length).toBeGreaterThan(0)
  expect(await shapeOf(nadia)).not.toEqual(shape)
  complaints.splice(0)
})

/** Requests that only a string could have asked for. */
function watchTrap(page: Page): string[] {
  const trapped: string[] = []
  page.on('request', (request) => { if (request.url().includes(TRAP)) trapped.push(request.url()) })
  return trapped
}

/** Fills every form there is with some of the strings each, and tells the shape of every page that shows them. */
async function shapesAfter(page: Page, strings: readonly string[], hasScripts: boolean): Promise<Record<string, string[]>> {
  const next = dealer(strings)
  const shapes: Record<string, string[]> = {}
  const look = async (place: string) => {
    // What is like a claim comes into its page afterwards.
    if (hasScripts && await page.locator('#similar[open]').count() > 0) await expect(page.locator('#similar [data-part]')).toHaveCount(1)
    shapes[place] = await shapeOf(page)
  }

  await page.goto('/reports/new')
  await typeInto(page.locator('textarea[name=text]'), `${PLAIN}\n${freshLine()}`)
  for (const label of [t.reports.reportTitle, t.reports.publisher, t.reports.author]) await typeInto(page.getByLabel(label), next(2))
  await page.getByLabel(t.reports.language, { exact: true }).selectOption('ar')
  await page.getByRole('button', { name: t.reports.import }).click()
  await page.locator('[data-make] > summary').click()
  await typeInto(page.getByLabel(t.report.quote), strings[0]!)
  await typeInto(page.getByLabel(t.claim.statement), next(12))
  await page.getByRole('button', { name: t.report.makeIt, exact: true }).click()
  await expect(page.getByText(t.problems.quoteMissing)).toBeVisible()
  await look('the form of a claim that came back')

  await typeInto(page.getByLabel(t.report.quote), 'سطر واحد')
  await page.getByRole('button', { name: t.report.makeIt, exact: true }).click()
  const card = page.locator('.margin-claim--queued')
  await expect(card).toBeVisible()
  await look('the report')
  const claim = (await card.getByRole('link').first().getAttribute('href'))!
  const report = new URL(page.url()).pathname.replace(/\/claims$/, '')

  await page.goto(claim)
  await page.getByRole('button', { name: t.claim.checkOut }).click()
  await expect(page.locator('.status')).toHaveText(t.statuses.in_progress)
  await page.locator('#wording > summary').click()
  for (const label of [t.claim.statement, t.claim.place, t.claim.dateBasis]) await typeInto(page.locator('#wording').getByLabel(label), next(label === t.claim.statement ? 12 : 2))
  await page.locator('#wording').getByRole('button', { name: t.page.save }).click()
  await expect(page.locator('.trail').first()).toContainText(t.trail.sentences['claim.reworded']({ who: 'نادية', claim: t.trail.thisClaim } as never).split(': ')[1]!)

  await page.locator('#attribution > summary').click()
  for (const name of ['actor', 'verb', 'medium'] as const) await typeInto(page.locator('#attribution').getByLabel(t.hopFields[name], { exact: true }).first(), next(2))
  await page.locator('#attribution').getByRole('button', { name: t.page.save }).click()
  await expect(page.locator('.chain')).toBeVisible()

  await page.locator('#add-evidence > summary').click()
  const link = page.locator('#add-evidence')
  await link.getByLabel(t.stances.contradicts).check()
  await typeInto(link.getByLabel(t.claim.address, { exact: true }), `https://banks.example/?q=${encodeURIComponent(strings[1]!)}`)
  for (const label of [t.claim.linkTitle, t.claim.origin, t.claim.publisher, t.claim.evidenceQuote, t.claim.note]) await typeInto(link.getByLabel(label), next(2))
  await link.getByRole('button', { name: t.claim.addLink }).click()
  await expect(page.getByRole('article')).toHaveCount(1)

  await page.locator('#add-search > summary').click()
  const search = page.locator('#add-search')
  for (const label of [t.claim.lookedIn, t.claim.lookedFor, t.claim.note]) await typeInto(search.getByLabel(label), next(6))
  await search.getByRole('button', { name: t.claim.addSearch }).click()
  await expect(page.getByRole('article')).toHaveCount(2)

  await page.getByRole('radio', { name: t.verdicts.disputed }).check()
  await typeInto(page.getByLabel(t.claim.rationale), `${next(12)} this is long enough`)
  await typeInto(page.getByLabel(t.claim.settle), next(12))
  await look('the claim, filled in')
  await page.getByRole('button', { name: t.claim.propose }).click()
  await expect(page.locator('.status')).toHaveText(t.statuses.in_review)

  await page.locator('summary', { hasText: t.claim.requestChanges }).click()
  await typeInto(page.getByLabel(t.claim.request), next(12))
  await page.getByRole('button', { name: t.claim.requestChanges }).click()
  await expect(page.locator('.status')).toHaveText(t.statuses.in_progress)
  const withdrawn = page.getByRole('article').first()
  await withdrawn.locator('summary').click()
  await typeInto(withdrawn.getByLabel(t.claim.withdrawReason), next(2))
  await withdrawn.getByRole('button', { name: t.claim.withdraw }).click()
  await expect(page.getByRole('button', { name: t.claim.reinstate })).toBeVisible()
  await page.locator('#add-remark > summary').click()
  await typeInto(page.getByLabel(t.claim.remark), next(12))
  await page.locator('#add-remark').getByRole('button', { name: t.claim.sendRemark, exact: true }).click()
  await expect(page.locator('.remarks > li')).toHaveCount(1)
  await look('the claim')

  const id = claim.split('/').at(-1)!
  for (const [place, address] of Object.entries({
    'the queue': `/claims?report=${report.split('/').at(-1)}`, 'the trail': `/audit?claim=${id}`, 'the trail of the report': `/audit?report=${report.split('/').at(-1)}`,
    'the export': `${report}/export.html`,
  })) {
    await page.goto(address)
    await look(place)
  }
  return shapes
}

/** The strings in turn, some at a time. */
function dealer(strings: readonly string[]) {
  let at = 0
  return (count: number) => Array.from({ length: count }, () => strings[at++ % strings.length]!).join(' ')
}

/** As somebody pastes. */
async function typeInto(field: Locator, words: string) {
  await field.click()
  await field.press('ControlOrMeta+a')
  await field.page().keyboard.insertText(words)
}

/** Which elements a page has, in which order, each with the names of its attributes. */
const shapeOf = (page: Page) => page.locator('html').evaluate((html) =>
  [...html.querySelectorAll('*')].map((element: any) => [element.localName, ...element.getAttributeNames().sort()].join(' ')))

const tagsIn = (within: Locator) => within.evaluate((element) => [...new Set([...element.querySelectorAll('*')].map(({ localName }: any) => localName as string))].sort())

function batches(strings: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(strings.length / size) }, (_, index) => strings.slice(index * size, (index + 1) * size))
}
