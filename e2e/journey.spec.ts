import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { ar as t } from '../views/locales/ar.ts'
import { expect, test } from './desk.ts'
import { button, opened } from './parts.ts'
import { freshText, importReport } from './reports.ts'
import { dragOver, sourceOf, spanOf } from './source.ts'

const TITLE = 'انسحاب الحرس من وسط المدينة'
const ROAD = 'أُغلق بسواتر ترابية'
const GUARD = 'الحرس'
const RATIONALE = 'صور الأقمار وشهادة السائقين تتفقان على إغلاق الطريق.'

test('a report becomes claims, a claim becomes a verdict, and a second person signs it off', async ({ meet, javaScriptEnabled }) => {
  test.slow()
  const text = freshText()
  const salma = await meet('salma')
  const report = await test.step('Salma pastes the report', () => paste(salma, text))
  const source = sourceOf(salma)

  await test.step('the source is the text itself, and the suggestions stand beside it', async () => {
    expect(await source.textContent()).toBe(text)
    await expect(card(salma, '46 من عناصر الحرس')).toContainText(t.statuses.suggested)
    await expect(card(salma, '46 من عناصر الحرس')).toContainText('السنديان')
    await expect(source.locator('mark.suggested').filter({ hasText: '46 من عناصر الحرس وقعو في الأسر' })).toBeVisible()
    await expectCoverage(salma, '٠٪')
  })

  await test.step('she accepts one, all of a passage, and one in other words', async () => {
    await button(card(salma, '46 من عناصر الحرس'), t.claim.accept).click()
    await expect(card(salma, '46 من عناصر الحرس')).toContainText(t.statuses.queued)

    await button(passage(salma, 1), t.report.acceptAll(2)).click()
    await expect(passage(salma, 1).getByText(t.statuses.queued)).toHaveCount(2)

    await card(salma, 'باتت ثاني مدينة').getByRole('link', { name: t.claim.edit }).click()
    await salma.getByLabel(t.claim.statement).fill('البلدة ثاني مدينة تخرج عن سيطرة الحرس')
    await button(salma, t.claim.accept).click()
    await expect(salma.getByRole('heading', { level: 1 })).toHaveText('البلدة ثاني مدينة تخرج عن سيطرة الحرس')
    await expect(salma.locator('.status')).toHaveText(t.statuses.queued)
    await salma.goto(report)
  })

  await test.step('she dismisses one, and thinks better of it', async () => {
    await button(card(salma, 'ولم يجدوا من يردهم'), t.claim.dismiss).click()
    await expect(card(salma, 'ولم يجدوا من يردهم')).toContainText(t.statuses.dismissed)
    await expect(source.locator('mark').filter({ hasText: 'ولم يجدوا من يردهم' })).toHaveCount(0)
    await button(card(salma, 'ولم يجدوا من يردهم'), t.claim.restore).click()
    await expect(card(salma, 'ولم يجدوا من يردهم')).toContainText(t.statuses.suggested)
  })

  await test.step('she makes a claim of words that she selects', async () => {
    if (javaScriptEnabled) await dragOver(salma, source, ROAD)
    else await make(salma).locator('summary').click()
    if (!javaScriptEnabled) await make(salma).getByLabel(t.report.quote).fill(ROAD)
    await expect(make(salma).getByLabel(t.report.quote)).toHaveValue(ROAD)
    await make(salma).getByLabel(t.claim.statement).fill('الطريق السريع مغلق بسواتر ترابية')
    await button(make(salma), t.report.makeIt).click()
    await expectSpan(salma, 'الطريق السريع مغلق بسواتر ترابية', { quote: ROAD, start: text.indexOf(ROAD) })
  })

  await test.step('of words that stand in several places, she says which she means', async () => {
    await opened(salma, MAKE)
    await make(salma).getByLabel(t.report.quote).fill(GUARD)
    await make(salma).getByLabel(t.claim.statement).fill('الحرس هم من أُسر')
    await button(make(salma), t.report.makeIt).click()
    await expect(make(salma).getByText(t.problems.quoteSeveral)).toBeVisible()

    const places = make(salma).getByRole('radio')
    await expect(places).toHaveCount(text.split(GUARD).length - 1)
    await places.nth(2).check()
    await expect(make(salma).getByLabel(t.claim.statement)).toHaveValue('الحرس هم من أُسر')
    await button(make(salma), t.report.makeIt).click()
    const third = text.split(GUARD).slice(0, 3).join(GUARD).length
    await expectSpan(salma, 'الحرس هم من أُسر', { quote: GUARD, start: third })
  })

  await test.step('she marks the passage in which the paper takes a step back', async () => {
    await expectCoverage(salma, '٢١٪')
    await button(passage(salma, 5), t.marks.caveat).click()
    await expect(passage(salma, 5).getByRole('button', { name: t.marks.caveat, pressed: true })).toBeVisible()
    await expectCoverage(salma, '٢٨٪')
  })

  await test.step('she takes the claim from the queue', async () => {
    await salma.getByRole('main').getByRole('link', { name: t.queue.title }).click()
    await button(salma.getByRole('row').filter({ hasText: 'الطريق السريع مغلق' }), t.claim.checkOut).click()
    await expect(salma.getByRole('heading', { level: 1 })).toHaveText('الطريق السريع مغلق بسواتر ترابية')
    await expect(salma.locator('.status')).toHaveText(t.statuses.in_progress)
  })

  await test.step('she attaches what speaks for it, and where she looked in vain', async () => {
    await attach(salma, { address: 'https://sanabel.example/r9', title: 'إغلاق الطريق R9', origin: 'وكالة زمردة للأنباء' })
    await attach(salma, { address: 'https://banks.example/r9', title: 'صور الطريق من الجو', origin: 'مرصد الضفتين' })
    await search(salma)
    await expect(evidence(salma).getByRole('article')).toHaveCount(3)
  })

  await test.step('too short a reason comes back with all that was typed', async () => {
    await salma.getByRole('radio', { name: t.verdicts.verified }).check()
    await salma.getByLabel(t.claim.rationale).fill('الطريق مغلق')
    await salma.getByLabel(t.claim.settle).fill('صورة من اليوم نفسه')
    await button(salma, t.claim.propose).click()
    await expect(salma.getByText(t.problems.rationaleShort)).toBeVisible()
    await expect(salma.getByLabel(t.claim.rationale)).toHaveAccessibleDescription(t.problems.rationaleShort)
    await expect(salma.getByLabel(t.claim.rationale)).toBeFocused()
    await expect(salma.getByLabel(t.claim.rationale)).toHaveValue('الطريق مغلق')
    await expect(salma.getByLabel(t.claim.settle)).toHaveValue('صورة من اليوم نفسه')
    await expect(salma.getByRole('radio', { name: t.verdicts.verified })).toBeChecked()
  })

  await test.step('with a longer one it goes to review', async () => {
    await propose(salma, RATIONALE)
    await expect(verdict(salma)).toContainText(t.claim.waitsForReview)
    await expect(button(salma, t.claim.signOff)).toHaveCount(0)
  })

  const claim = new URL(salma.url()).pathname
  const nadia = await meet('nadia')

  await test.step('Nadia finds it in review, and asks for a change', async () => {
    await nadia.goto('/claims')
    await nadia.getByRole('link', { name: t.statuses.in_review }).click()
    await nadia.getByRole('link', { name: 'الطريق السريع مغلق بسواتر ترابية' }).first().click()
    await expect(verdict(nadia)).toContainText(RATIONALE)
    await nadia.locator('summary', { hasText: t.claim.requestChanges }).click()
    await nadia.getByLabel(t.claim.request).fill('اذكر تاريخ الصور.')
    await button(nadia, t.claim.requestChanges).click()
    await expect(nadia.locator('.status')).toHaveText(t.statuses.in_progress)
  })

  await test.step('Salma reads what Nadia asks for, and answers', async () => {
    await salma.goto(claim)
    await expect(verdict(salma)).toContainText('اذكر تاريخ الصور.')
    await salma.getByRole('radio', { name: t.verdicts.verified }).check()
    await propose(salma, `${RATIONALE} الصور من يوم الخميس.`)
  })

  await test.step('Nadia signs it off', async () => {
    await nadia.goto(claim)
    await expect(verdict(nadia)).toContainText('الصور من يوم الخميس.')
    await button(nadia, t.claim.signOff).click()
    await expect(nadia.locator('.status')).toHaveText(t.statuses.signed_off)
    await expect(verdict(nadia).locator('.signed')).toContainText('نادية')
  })

  await test.step('the report leaves the house with the verdict, who signed it, and the checkpoint', async () => {
    await nadia.goto(report)
    const json = await download(nadia, 'JSON')
    for (const left of [json, await download(nadia, 'CSV'), await exportedPage(nadia)]) {
      for (const words of ['الطريق السريع مغلق بسواتر ترابية', 'نادية', 'demo.claimdesk.example']) expect(left).toContain(words)
      expect(left).toMatch(new RegExp(`verified|${t.verdicts.verified}`))
    }

    const { claims, report: { sha256 } } = JSON.parse(json) as Exported
    for (const { quote } of claims) expect(text.slice(quote.start, quote.end)).toBe(quote.exact)
    expect(claims.find(({ statement }) => statement === 'الطريق السريع مغلق بسواتر ترابية')).toMatchObject({ status: 'signed_off', approval: { state: 'standing' } })
    expect(sha256).toBe(createHash('sha256').update(text).digest('hex'))
  })

  await test.step('what is withdrawn later takes the sign-off with it', async () => {
    await salma.goto(claim)
    const link = evidence(salma).getByRole('article').filter({ hasText: 'صور الطريق من الجو' })
    await link.locator('summary').click()
    await link.getByLabel(t.claim.withdrawReason).fill('الصور من طريق آخر')
    await button(link, t.claim.withdraw).click()
    await expect(salma.locator('.status')).toHaveText(t.statuses.in_review)
    await expect(verdict(salma)).toContainText(t.claim.signOffStale)
    await expect(verdict(salma).locator('.signed')).toHaveCount(0)
  })
})

test('a report comes in as a file, and is found again when it comes a second time', async ({ meet }) => {
  const salma = await meet('salma')
  const text = freshText()
  const file = { name: 'انسحاب_الحرس.txt', mimeType: 'text/plain', buffer: Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`) }
  const bring = async () => {
    await salma.goto('/reports/new')
    await salma.getByLabel(t.reports.file).setInputFiles(file)
    await button(salma, t.reports.import).click()
  }

  await bring()
  await expect(salma.locator('textarea[name=text]')).toHaveValue(text)
  await button(salma, t.reports.import).click()
  await expect(salma.getByRole('heading', { level: 1 })).toHaveText('انسحاب الحرس')
  expect(await sourceOf(salma).textContent()).toBe(text)
  const report = new URL(salma.url()).pathname

  await bring()
  await expect(salma).toHaveURL(`${report}?known=1`)
  await expect(salma.getByRole('status').filter({ hasText: t.report.known })).toBeVisible()
})

test('an import that cannot be done says why, and keeps what was typed', async ({ meet }) => {
  const salma = await meet('salma')
  await salma.goto('/reports/new')
  await salma.locator('textarea[name=text]').fill('نص قصير من سطر واحد.')
  await salma.getByLabel(t.reports.sourceAddress).fill('http://[')
  await salma.getByLabel(t.reports.publisher).fill('صحيفة المرفأ')
  await salma.locator('form.import').evaluate((form) => { form.noValidate = true })
  await button(salma, t.reports.import).click()

  await expect(salma.getByText(t.reports.notImported)).toBeVisible()
  await expect(salma.getByLabel(t.reports.reportTitle)).toBeFocused()
  await expect(salma.getByLabel(t.reports.reportTitle)).toHaveAccessibleDescription(new RegExp(t.problems.missing))
  await expect(salma.getByLabel(t.reports.sourceAddress)).toHaveAccessibleDescription(t.problems.notAnAddress)
  await expect(salma.getByLabel(t.reports.publisher)).toHaveValue('صحيفة المرفأ')
  await expect(salma.locator('textarea[name=text]')).toHaveValue('نص قصير من سطر واحد.')
})

test('words that do not stand in the report make no claim', async ({ meet }) => {
  const salma = await meet('salma')
  await salma.goto(await importReport(salma))
  await opened(salma, MAKE)
  await make(salma).getByLabel(t.report.quote).fill('أغلق بسواتر ترابية')
  await button(make(salma), t.report.makeIt).click()
  await expect(make(salma).getByLabel(t.report.quote)).toHaveAccessibleDescription(new RegExp(t.problems.quoteMissing))
  await expect(make(salma).getByLabel(t.report.quote)).toHaveValue('أغلق بسواتر ترابية')
})

async function paste(page: Page, text: string): Promise<string> {
  await page.goto('/reports')
  await page.getByRole('link', { name: t.reports.new }).click()
  await page.locator('textarea[name=text]').fill(text)
  await page.getByLabel(t.reports.reportTitle).fill(TITLE)
  await page.getByLabel(t.reports.publisher).fill('صحيفة المرفأ')
  await page.getByLabel(t.reports.publishedOn).fill('2026-11-19')
  await button(page, t.reports.import).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE)
  return new URL(page.url()).pathname
}

const card = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words }).and(page.locator('[data-claim]'))
const passage = (page: Page, number: number) => page.getByRole('region', { name: t.report.passage(number), exact: true })
const MAKE = '[data-make]'
const make = (page: Page) => page.locator(MAKE)
const evidence = (page: Page) => page.getByRole('region', { name: t.claim.evidence })
const verdict = (page: Page) => page.getByRole('region', { name: t.claim.verdict, exact: true })

async function expectCoverage(page: Page, share: string) {
  await expect(page.getByRole('main').getByText(`${t.report.coverage} ${share}`)).toBeVisible()
}

async function expectSpan(page: Page, statement: string, { quote, start }: { quote: string; start: number }) {
  await expect(card(page, statement)).toBeVisible()
  const id = await card(page, statement).getAttribute('data-claim')
  expect(await spanOf(sourceOf(page), id!)).toEqual({ quote, start, end: start + quote.length })
}

async function attach(page: Page, { address, title, origin }: { address: string; title: string; origin: string }) {
  const form = await opened(page, '#add-evidence')
  await form.getByLabel(t.stances.supports).check()
  await form.getByLabel(t.claim.address, { exact: true }).fill(address)
  await form.getByLabel(t.claim.linkTitle).fill(title)
  await form.getByLabel(t.claim.origin).fill(origin)
  await button(form, t.claim.addLink).click()
  await expect(evidence(page).getByRole('article').filter({ hasText: title })).toBeVisible()
}

async function search(page: Page) {
  const form = await opened(page, '#add-search')
  await form.getByLabel(t.claim.lookedIn).fill('أرشيف وزارة النقل')
  await form.getByLabel(t.claim.lookedFor).fill('«R9» «إغلاق»')
  await button(form, t.claim.addSearch).click()
  await expect(evidence(page).getByRole('article').filter({ hasText: 'أرشيف وزارة النقل' })).toBeVisible()
}

async function propose(page: Page, rationale: string) {
  await page.getByLabel(t.claim.rationale).fill(rationale)
  await button(page, t.claim.propose).click()
  await expect(page.locator('.status')).toHaveText(t.statuses.in_review)
}

type Exported = {
  report: { sha256: string }
  claims: { statement: string; status: string; approval: { state: string }; quote: { exact: string; start: number; end: number } }[]
}

async function download(page: Page, format: string): Promise<string> {
  await opened(page, 'details.menu')
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: format, exact: true }).click()])
  return readFile(await file.path(), 'utf8')
}

async function exportedPage(page: Page): Promise<string> {
  await opened(page, 'details.menu')
  await page.getByRole('button', { name: 'HTML', exact: true }).click()
  await expect(page).toHaveURL(/export\.html\?/)
  return page.locator('body').innerText()
}
