import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './desk.ts'
import { wordsOf, type Name } from './people.ts'

const toReport = async (page: Page) => {
  await page.goto('/reports')
  await page.getByRole('row').nth(1).getByRole('link').first().click()
}

/** What the browser saves when a form is chosen in the export menu. */
async function download(page: Page, name: string): Promise<string> {
  await page.locator('details.menu > summary').click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()])
  return file.path()
}

for (const name of ['salma', 'yusuf'] as const satisfies Name[]) {
  test(`${name} hands a report out as a ZIP, and a stranger sees that nobody changed it`, async ({ meet, page }) => {
    const member = await meet(name)
    await toReport(member)
    const file = await download(member, 'ZIP')

    await page.goto('/verify')
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: wordsOf('yusuf').bundle.check }).click()
    await expect(page.getByRole('heading', { name: wordsOf('yusuf').bundle.whole })).toBeVisible()
  })
}

test('a report leaves as PDF and as a document of Word too', async ({ meet }) => {
  const member = await meet('salma')
  for (const [name, start] of [['PDF', '%PDF-'], ['DOCX', 'PK']] as const) {
    await toReport(member)
    const bytes = await readFile(await download(member, name))
    expect(bytes.subarray(0, start.length).toString()).toBe(start)
  }
})

test('what the queue shows is written apart, fetched when it is done, and holds the claims that stood there', async ({ meet }) => {
  const page = await meet('yusuf')
  const t = wordsOf('yusuf')
  await page.goto('/claims?status=published&verdict=verified')
  const claims = await page.locator('tbody tr').count()
  await page.getByRole('link', { name: t.exports.these }).click()
  await expect(page.getByText(t.exports.thatIs(claims))).toBeVisible()
  await page.getByLabel(t.exports.form).selectOption('csv')
  await page.getByRole('button', { name: t.exports.ask }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), fetchWhenDone(page, t)])
  const rows = (await readFile(await file.path(), 'utf8')).match(/,published,verified,/g)
  expect(claims).toBeGreaterThan(0)
  expect(rows).toHaveLength(claims)
})

test('a period whose end comes before its beginning is refused at its field, and a right one is written', async ({ meet }) => {
  const page = await meet('salma')
  const t = wordsOf('salma')
  await page.goto('/exports')
  await page.getByLabel(t.exports.from).fill('2020-01-02')
  await page.getByLabel(t.exports.to).fill('2020-01-01')
  await page.getByRole('button', { name: t.exports.ask }).click()
  await expect(page.getByText(t.problems.endsBefore)).toBeVisible()
  await expect(page.getByLabel(t.exports.from)).toHaveValue('2020-01-02')
  await page.getByLabel(t.exports.to).fill('2099-12-31')
  await page.getByLabel(t.export.extent).selectOption('brief')
  await page.getByRole('button', { name: t.exports.ask }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), fetchWhenDone(page, t)])
  expect(await readFile(await file.path(), 'utf8')).toContain('<html lang="ar" dir="rtl">')
})

test('the page of an export says by itself how far it is, until there is something to fetch', { tag: '@scripts' }, async ({ meet }) => {
  const page = await meet('yusuf')
  const t = wordsOf('yusuf')
  // What is printed takes long enough that the last one is seen waiting.
  for (const form of ['pdf', 'pdf', 'html']) {
    await page.goto('/exports?by=filter')
    await page.getByLabel(t.exports.form).selectOption(form)
    await page.getByRole('button', { name: t.exports.ask }).click()
    await expect(page).toHaveURL(/\/exports\/\w{10}$/)
  }
  await expect(page.getByText(t.exports.waits(1)).or(page.getByText(t.exports.waits(2)))).toBeVisible()
  await page.locator('h1').evaluate((heading) => { heading.dataset.stays = 'yes' })
  await expect(page.getByRole('link', { name: t.exports.download })).toBeVisible({ timeout: 40_000 })
  await expect(page.locator('h1[data-stays]')).toHaveCount(1)
})

/** With scripts the page comes by itself to where it can be fetched; without, its link is followed until then. */
async function fetchWhenDone(page: Page, t: ReturnType<typeof wordsOf>) {
  const ready = page.getByRole('link', { name: t.exports.download })
  await expect(async () => {
    const again = page.getByRole('link', { name: t.exports.refresh })
    if (!await page.evaluate(() => 'htmx' in globalThis).catch(() => false) && await again.isVisible()) await again.click()
    await expect(ready).toBeVisible({ timeout: 500 })
  }).toPass()
  await ready.click()
}
