import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import type { Words } from '../views/locales/en.ts'

const SEEDS = { ar: 'yasmura-fighting', en: 'ostrel-water-plant', mixed: 'baylasan-monthly-note' } as const

/** A text of the seeds that no other test has: its last line is its own. */
export const freshText = (language: keyof typeof SEEDS = 'ar') =>
  `${readFileSync(new URL(`../seeds/reports/${SEEDS[language]}.txt`, import.meta.url), 'utf8').trimEnd()}\n${freshLine()}`

export const freshLine = () => `№ ${randomUUID()}`

type About = { title?: string; text?: string; publisher?: string; language?: string; publishedOn?: string }

/** Imports a report without the form, for tests that begin after it. Answers with its address. */
export async function importReport(page: Page, about: About = {}): Promise<string> {
  const { title = 'انسحاب الحرس', text = freshText(), publisher = 'صحيفة المرفأ', language = '', publishedOn = '2026-11-19' } = about
  return send(page, '/reports/new', { title, text, publisher, language, publishedOn, author: '', sourceAddress: '' })
}

/** A page as somebody saved it, with a text that no other test has, brought through the form; the browser stands before its preview. */
export async function bringPage(page: Page, t: Words) {
  const paragraphs = freshText().split('\n').map((line) => `<p>${line}</p>`).join('')
  const html = `<!doctype html><html lang="ar"><meta charset="utf-8"><meta property="og:site_name" content="صحيفة المرفأ"><title>انسحاب الحرس</title><article><h1>انسحاب الحرس</h1>${paragraphs}</article></html>`
  await page.goto('/reports/new')
  await page.getByLabel(t.reports.file).setInputFiles({ name: 'انسحاب الحرس.html', mimeType: 'text/html', buffer: Buffer.from(html) })
  await page.getByRole('button', { name: t.reports.import }).click()
  await expect(page.getByText(t.originals.preview)).toBeVisible()
}

/** Makes a claim without the form; `start` says where the words stand, if they stand in several places. Answers with the address of its page. */
export async function makeClaim(page: Page, report: string, quote: string, statement = '', start?: number): Promise<string> {
  const span = start === undefined ? {} : { start: String(start), end: String(start + quote.length) }
  const place = await send(page, `${report}/claims`, { quote, statement, modality: 'asserted', ...span })
  return `/claims/${place.split('#claim-')[1]!}`
}

/** A report with one claim in it, for tests that begin at the claim. */
export async function newClaim(page: Page, statement = 'سواتر ترابية على الطريق'): Promise<string> {
  const report = await importReport(page)
  return makeClaim(page, report, 'أُغلق بسواتر ترابية', statement)
}

/** The report of the claim whose page is open. */
export const reportOf = async (page: Page) => new URL(await page.locator('a[href^="/reports/"]').first().evaluate((link) => link.href)).pathname

const LIFE = ['in_progress', 'in_review', 'signed_off'] as const

/** A claim at that point of its life, with a link that contradicts it; who is signed in did all of it, also the signing. */
export async function claimIn(page: Page, status: (typeof LIFE)[number]): Promise<string> {
  const claim = await newClaim(page)
  await send(page, `${claim}/check-out`, {})
  await send(page, `${claim}/evidence`, {
    version: '2', stance: 'contradicts', address: 'https://banks.example/r9', title: 'الطريق R9 مفتوح', origin: 'Two Banks Monitor', quote: 'Traffic moves.', visibility: 'internal',
  })
  if (status === 'in_progress') return claim

  await send(page, `${claim}/verdicts`, { version: '3', verdict: 'disputed', rationale: 'صور اليوم نفسه تُظهر شاحنات على الطريق.', settle: 'A photo of the barriers' })
  if (status === 'in_review') return claim

  await send(page, `${claim}/sign-offs`, { version: '4', bypassReason: 'لا أحد غيري في المكتب اليوم' })
  return claim
}

/** What the publisher of the Arabic report of the seeds might correct: a number, a word put in before it, and a sentence taken out. */
export const corrected = (text: string) => text
  .replace('أُغلق بسواتر ترابية', 'أُغلق بسواتر إسمنتية')
  .replace('قال الناشط', 'تصحيح: قال الناشط')
  .replace(/ وأضاف: «46[^.]*\./, '')

/** A report whose one claim was signed off, and the version that followed it. Answers with the addresses of all three. */
export async function revisedReport(page: Page): Promise<{ claim: string; previous: string; report: string }> {
  const text = freshText()
  const previous = await importReport(page, { text })
  const claim = await makeClaim(page, previous, 'أُغلق بسواتر ترابية', 'أُغلق الطريق بسواتر ترابية')
  await makeClaim(page, previous, '46 من عناصر الحرس وقعو في الأسر')
  return { claim, previous, report: await importVersion(page, previous, corrected(text)) }
}

/** Imports a later version without the form: what it would change is looked at, and confirmed. */
export async function importVersion(page: Page, previous: string, text: string): Promise<string> {
  const form = { title: 'انسحاب الحرس', text, publisher: 'صحيفة المرفأ', publishedOn: '2026-11-20', author: '', sourceAddress: '' }
  const seen = await page.request.post(`${previous}/revisions/new`, { form, headers: { 'Sec-Fetch-Site': 'same-origin' } })
  const [, fingerprint] = /name="fingerprint" value="(\w+)"/.exec(await seen.text())!
  return send(page, `${previous}/revisions/new`, { ...form, fingerprint: fingerprint! })
}

/** Sends a form as the page would, and answers where it leads. */
export async function send(page: Page, path: string, form: Record<string, string>): Promise<string> {
  const answer = await page.request.post(path, { form, headers: { 'Sec-Fetch-Site': 'same-origin' }, maxRedirects: 0 })
  expect(answer.status(), `${path} ${JSON.stringify(form)}`).toBe(303)
  return answer.headers().location!
}
