import type { Page } from '@playwright/test'
import { PEOPLE } from '../seeds/people.ts'
import { ar as t } from '../views/locales/ar.ts'
import { en } from '../views/locales/en.ts'
import { expect, test } from './desk.ts'
import { freshLine, importReport, makeClaim } from './reports.ts'

const QUOTES = ['حي القناطر', 'مستودع الحبوب', 'محطة ضخ المياه'] as const

test('what the queue is narrowed to stands in its address', async ({ meet, javaScriptEnabled }) => {
  const salma = await meet('salma')
  const { report } = await reportWithClaims(salma)
  await salma.goto(`/claims?report=${report}`)
  await expect(rows(salma)).toHaveCount(3)

  await salma.getByRole('link', { name: new RegExp(`^${t.statuses.queued}`) }).click()
  await expect(salma).toHaveURL(/status=queued/)
  expect(new URL(salma.url()).searchParams.get('report')).toBe(report)
  await expect(rows(salma)).toHaveCount(3)

  await salma.getByLabel(t.queue.fields.order).selectOption('oldest')
  if (!javaScriptEnabled) await salma.getByRole('button', { name: t.queue.apply }).click()
  await expect(salma).toHaveURL(/order=oldest/)
  await expect(rows(salma).first()).toContainText(QUOTES[0])
  expect(new URL(salma.url()).searchParams.get('status')).toBe('queued')

  await salma.getByLabel(t.queue.fields.verdict).selectOption('disputed')
  if (!javaScriptEnabled) await salma.getByRole('button', { name: t.queue.apply }).click()
  await expect(salma.getByRole('heading', { name: t.queue.empty })).toBeVisible()

  await salma.reload()
  await expect(salma.getByLabel(t.queue.fields.verdict)).toHaveValue('disputed')
  await salma.goBack()
  await expect(salma.getByLabel(t.queue.fields.verdict)).toHaveValue('')
  await salma.getByRole('link', { name: t.queue.clear }).click()
  await expect(salma).toHaveURL('/claims')
})

test('words are found however they are spelt', async ({ meet }) => {
  const salma = await meet('salma')
  const token = freshLine().slice(2, 10)
  const report = await importReport(salma)
  await makeClaim(salma, report, QUOTES[0], `حركة «المثنى الإسلاميّة» ${token}`)
  await makeClaim(salma, report, QUOTES[1], `محطة الكهرباء ${token}`)

  await salma.goto('/claims')
  await salma.getByRole('banner').getByRole('searchbox').fill(`الاسلامية ${token}`)
  await salma.keyboard.press('Enter')
  await expect(rows(salma)).toHaveCount(1)
  await expect(rows(salma)).toContainText('المثنى الإسلاميّة')
  expect(new URL(salma.url()).searchParams.get('text')).toBe(`الاسلامية ${token}`)
})

test('a supervisor hands several claims to one person at once', async ({ meet }) => {
  const nadia = await meet('nadia')
  const { report } = await reportWithClaims(nadia)
  await nadia.goto(`/claims?report=${report}`)
  const assign = nadia.getByRole('button', { name: t.claim.assign, exact: true })

  await assign.click()
  await expect(nadia.getByRole('alert')).toHaveText(t.problems.selectFirst)
  await expect(rows(nadia)).toHaveCount(3)

  for (const quote of QUOTES.slice(0, 2)) await row(nadia, quote).getByRole('checkbox').check()
  await nadia.getByLabel(t.queue.assignSelected).selectOption(PEOPLE.yusuf.name)
  await assign.click()
  await expect(nadia).toHaveURL(`/claims?report=${report}`)
  for (const quote of QUOTES.slice(0, 2)) await expect(row(nadia, quote)).toContainText(PEOPLE.yusuf.name)
  await expect(row(nadia, QUOTES[2])).not.toContainText(PEOPLE.yusuf.name)

  const yusuf = await meet('yusuf')
  await yusuf.goto(`/claims?report=${report}`)
  await yusuf.getByRole('link', { name: new RegExp(`^${en.queue.mine}`) }).click()
  await expect(rows(yusuf)).toHaveCount(2)
  await expect(yusuf.getByRole('checkbox')).toHaveCount(0)
})

test('from the queue to a proposed verdict without a mouse', { tag: '@scripts' }, async ({ meet }) => {
  const nadia = await meet('nadia')
  const { report } = await reportWithClaims(nadia)
  await nadia.goto(`/claims?report=${report}&order=oldest`)
  const { keyboard } = nadia

  await test.step('the letters go from claim to claim', async () => {
    await keyboard.press('j')
    await expect(row(nadia, QUOTES[0]).getByRole('link').first()).toBeFocused()
    await expectVisibleFocus(nadia)
    await keyboard.press('j')
    await expect(row(nadia, QUOTES[1]).getByRole('link').first()).toBeFocused()
    await keyboard.press('x')
    await expect(row(nadia, QUOTES[1]).getByRole('checkbox')).toBeChecked()
    await keyboard.press('k')
    await expect(row(nadia, QUOTES[0]).getByRole('link').first()).toBeFocused()
  })

  await test.step('the shortcuts are shown, and go away', async () => {
    await keyboard.press('?')
    await expect(nadia.getByRole('dialog', { name: t.page.keys })).toBeVisible()
    await keyboard.press('j')
    await keyboard.press('Escape')
    await expect(nadia.getByRole('dialog')).toHaveCount(0)
    await expect(row(nadia, QUOTES[0]).getByRole('link').first()).toBeFocused()
  })

  await test.step('in a field they are letters', async () => {
    await keyboard.press('/')
    await expect(nadia.getByRole('banner').getByRole('searchbox')).toBeFocused()
    await keyboard.type('jkoxc/?123e')
    await expect(nadia.getByRole('banner').getByRole('searchbox')).toHaveValue('jkoxc/?123e')
    await expect(nadia.getByRole('dialog')).toHaveCount(0)
    await nadia.reload()
  })

  await test.step('o opens a claim, and Back leads to the queue', async () => {
    await keyboard.press('j')
    await keyboard.press('o')
    await expect(nadia.getByRole('heading', { level: 1 })).toHaveText(QUOTES[0])
    await nadia.goBack()
    await expect(rows(nadia)).toHaveCount(3)
  })

  await test.step('c checks it out', async () => {
    await keyboard.press('j')
    await keyboard.press('c')
    await expect(nadia.locator('.status')).toHaveText(t.statuses.in_progress)
    await expect(nadia.getByRole('heading', { level: 1 })).toHaveText(QUOTES[0])
  })

  await test.step('e opens the form for evidence, which Enter sends', async () => {
    await keyboard.press('e')
    await expect(nadia.getByRole('radio', { name: t.stances.supports })).toBeFocused()
    await keyboard.press('ArrowDown')
    await expect(nadia.getByRole('radio', { name: t.stances.contradicts })).toBeChecked()
    for (const words of ['https://banks.example/1', 'حي القناطر في اليوم التالي', 'مرصد الضفتين']) {
      await keyboard.press('Tab')
      await keyboard.type(words)
    }
    await keyboard.press('Enter')
    await expect(nadia.getByRole('article').filter({ hasText: 'حي القناطر في اليوم التالي' })).toBeVisible()
  })

  await test.step('a digit chooses a verdict and sends nothing', async () => {
    await keyboard.press('1')
    await expect(nadia.getByRole('radio', { name: t.verdicts.verified })).toBeChecked()
    await keyboard.press('3')
    await expect(nadia.getByRole('radio', { name: t.verdicts.unverifiable })).toBeChecked()
    await keyboard.press('2')
    await expect(nadia.getByRole('radio', { name: t.verdicts.disputed })).toBeChecked()
    await expectVisibleFocus(nadia)
    await expect(nadia.locator('.status')).toHaveText(t.statuses.in_progress)
  })

  await test.step('Tab goes on to the reason, and to the button', async () => {
    await keyboard.press('Tab')
    await expect(nadia.getByLabel(t.claim.rationale)).toBeFocused()
    await keyboard.type('الحي مفتوح، ولم يُؤسر فيه أحد jkoxc/?123e')
    await expect(nadia.getByRole('radio', { name: t.verdicts.disputed })).toBeChecked()
    await keyboard.press('Tab')
    await expect(nadia.getByLabel(t.claim.settle)).toBeFocused()
    await keyboard.press('Tab')
    await expect(nadia.getByRole('button', { name: t.claim.propose })).toBeFocused()
    await keyboard.press('Enter')
    await expect(nadia.locator('.status')).toHaveText(t.statuses.in_review)
    await expect(nadia.getByRole('region', { name: t.claim.verdict, exact: true })).toContainText('jkoxc/?123e')
  })
})

test('Tab goes through a page in its order, and shows where it is', { tag: '@scripts' }, async ({ meet }) => {
  const nadia = await meet('nadia')
  const { report, claims } = await reportWithClaims(nadia)
  for (const address of [`/claims?report=${report}`, claims[0]!, `/reports/${report}`, '/reports/new']) {
    await nadia.goto(address)
    await nadia.keyboard.press('Tab')
    await expect(nadia.getByRole('link', { name: t.nav.skip }), address).toBeFocused()
    let before = -1
    let step = 0
    for (; step < 25 && await hasFocus(nadia); step++) {
      await expectVisibleFocus(nadia)
      const place = await focusedPlace(nadia)
      // A date is several stops in one field.
      expect(place, `${address}, step ${step}`).toBeGreaterThanOrEqual(before)
      before = place
      await nadia.keyboard.press('Tab')
    }
    expect(step, `${address}: stops`).toBeGreaterThan(12)
  }

  await nadia.goto(claims[0]!)
  await nadia.keyboard.press('Tab')
  await nadia.keyboard.press('Enter')
  await expect(nadia.getByRole('main')).toBeFocused()
})

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('cell') })
const row = (page: Page, words: string) => rows(page).filter({ hasText: words })

/** A report of this test alone, with a claim for each quote. */
async function reportWithClaims(page: Page) {
  const report = await importReport(page)
  const claims = []
  for (const quote of QUOTES) claims.push(await makeClaim(page, report, quote))
  return { report: report.split('/').at(-1)!, claims }
}

/** Past its last stop a page gives the focus back to the browser. */
const hasFocus = (page: Page) => page.locator('html').evaluate((html) => html.querySelector(':focus') !== null)

/** What has the focus can be seen, stands on the screen, and has a ring. */
async function expectVisibleFocus(page: Page) {
  const focused = page.locator(':focus')
  await expect(focused).toBeInViewport()
  const ring = await focused.evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = element.ownerDocument.defaultView.getComputedStyle(element)
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
  })
  expect(ring, 'a visible focus').toBe(true)
}

/** Where in the document the focused element stands. */
const focusedPlace = (page: Page) => page.locator(':focus').evaluate((element) => [...element.ownerDocument.querySelectorAll('*')].indexOf(element))
