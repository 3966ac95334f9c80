import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { tracesIn } from '../web/testing.ts'
import { originalOf } from './originals.ts'
import { DRAWN, drawn, escapedWords, mail, printed, shaped, TEXTS, windows1256, wordDocument } from './reading/testing-documents.ts'
import { desk, valuesIn } from './testing.ts'

/** What should be taken out of a document, letter by letter; what it should say of itself; and how its text was found. */
type Expected = { text: string; about: Record<string, string>; steps: string }
type Row = Expected & { name: string; bytes: Buffer }

const whole = (paragraphs: readonly string[]) => paragraphs.join('\n\n')

const ABOUT = { title: 'انسحاب الحرس', author: 'ليلى', publisher: 'المرفأ', publishedOn: '2015-07-30', sourceAddress: 'https://harbour.example/news/15' }
const LETTER = { title: 'بيان عاجل', author: 'سلمى', publishedOn: '2015-07-30' }

function pageOf(paragraphs: readonly string[], head: string): string {
  const { title, author, publisher, publishedOn, sourceAddress } = ABOUT
  const data = { '@context': 'https://schema.org', '@graph': [{ '@type': 'WebSite' }, { '@type': 'NewsArticle', headline: title, datePublished: `${publishedOn}T23:30:00+03:00`, author: [{ name: author }], publisher: { name: publisher } }] }
  return `<!doctype html><html lang="ar-SY"><head>${head}<title>${title} | ${publisher}</title><link rel="canonical" href="${sourceAddress}"><script type="application/ld+json">${JSON.stringify(data)}</script></head>
    <body><nav><a href="/">الرئيسية</a> <a href="/sport">رياضة</a></nav><article>${paragraphs.map((text) => `<p>${escapedWords(text)}</p>`).join('\n')}</article><footer><a href="/about">من نحن</a></footer></body></html>`
}

/** Every letter of these is in windows-1256. */
const OLD = [0, 2, 4, 5, 9].map((n) => TEXTS[n]!)

/** Each text gets a last paragraph that no other document has: the same text again would not be imported again. */
function rowsOf(texts: readonly (readonly string[])[], kind: string, ending: string, steps: string, about: Record<string, string>, make: (paragraphs: string[]) => Buffer | string): Row[] {
  return texts.map((paragraphs, n) => {
    const all = [...paragraphs, `(${kind} ${n})`]
    const name = `تقرير ${kind} ${n}${ending}`
    return { name, bytes: Buffer.from(make(all) as Buffer), text: whole(all), steps, about: { title: name.slice(0, -ending.length), ...about } }
  })
}

async function wordRows(): Promise<Row[]> {
  return Promise.all([...TEXTS, ...TEXTS].map(async (paragraphs, n) => {
    const rich = n >= TEXTS.length
    const about = rich ? { title: `عنوان ${n}`, author: 'ليلى' } : {}
    const document = await wordDocument([...paragraphs, `(docx ${n})`], { rich, title: about.title, creator: about.author })
    return { ...document, name: `وثيقة ${n}.docx`, steps: 'documentText', about }
  }))
}

async function pdfRows(): Promise<Row[]> {
  const texts = TEXTS.map((paragraphs, n) => [...paragraphs, `(pdf ${n})`])
  const pages = await printed(texts)
  const steps = (text: string) => /^[^\p{L}]*\p{Script=Arabic}/u.test(text) ? 'pagesText letters readingOrder' : text.startsWith('In Arabic') ? 'pagesText letters readingOrder' : text.startsWith('The') ? 'pagesText letters' : 'pagesText'
  const fromBrowser = texts.map((paragraphs, n) => ({ bytes: pages[n]!, text: whole(paragraphs), steps: steps(paragraphs[0]!) }))
  const inLetters = DRAWN.map((lines) => ({ bytes: drawn(lines), text: lines.join(' '), steps: 'pagesText readingOrder' }))
  const inShapes = DRAWN.map(([first, second]) => [first!, `${second!} نسخة ثانية.`]).map((lines) => ({ bytes: drawn(lines, shaped), text: lines.join(' '), steps: 'pagesText letters readingOrder' }))
  return [...fromBrowser, ...inLetters, ...inShapes].map((row, n) => ({ ...row, name: `صفحات ${n}.pdf`, about: {} }))
}

async function allRows(): Promise<Row[]> {
  const { title: subject, author: from } = LETTER
  const letter = (how: Parameters<typeof mail>[1] | object) => (all: string[]) => mail(whole(all), { subject, from, ...how })
  return [
    ...rowsOf(TEXTS.slice(0, 5), 'txt', '.txt', 'mark lineEnds', {}, (all) => `\uFEFF${all.join('\r\n\r\n')}`),
    ...rowsOf(TEXTS.slice(5), 'md', '.md', '', {}, whole),
    ...rowsOf(TEXTS, 'html', '.html', 'mainText', ABOUT, (all) => pageOf(all, '<meta charset="utf-8">')),
    ...rowsOf(OLD, 'old', '.htm', 'decoded mainText', ABOUT, (all) => windows1256(pageOf(all, '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'))),
    ...rowsOf(TEXTS.slice(5), 'wide', '.html', 'decoded mainText', ABOUT, (all) => Buffer.from(`\uFEFF${pageOf(all, '')}`, 'utf16le')),
    ...await wordRows(),
    ...rowsOf(TEXTS, 'base64', '.eml', 'mailText', LETTER, letter({})),
    ...rowsOf(TEXTS, 'quoted', '.eml', 'mailPage', LETTER, letter({ words: 'Q', transfer: 'quoted-printable', html: true })),
    ...rowsOf(TEXTS.slice(0, 5), 'both', '.eml', 'mailText', LETTER, letter({ transfer: '8bit', both: true })),
    ...rowsOf(OLD, '1256', '.eml', 'mailText', LETTER, letter({ charset: 'windows-1256' })),
    ...await pdfRows(),
  ]
}

test('a hundred documents of every kind are imported as they stand, each with its original and two traces', async (t) => {
  const { db, salmas, upload, stored } = await desk(t)
  const rows = await allRows()
  assert.equal(rows.length, 100)

  for (const { name, bytes, text, about, steps } of rows) {
    const before = tracesIn(db)
    const brought = await upload({ title: '', text: '' }, { name, content: new Uint8Array(bytes) })
    const place = brought.headers.get('location') ?? ''
    assert.ok(brought.status === 303 && place.startsWith('/reports/new?original='), `${name}: ${brought.status}`)
    const values = valuesIn(await (await salmas.get(place)).text())
    assert.equal(values.text, text, name)
    for (const [field, value] of Object.entries(about)) assert.equal(values[field], value, `${name}: ${field}`)

    const report = stored(await upload(values))
    const original = originalOf(db, report.id)!
    assert.equal(report.text, text, name)
    assert.equal(report.fileName, name)
    assert.deepEqual([original.sha256, original.size, original.steps.map(({ step }) => step).join(' ')], [hash('sha256', bytes), bytes.length, steps], name)
    assert.equal(tracesIn(db), before + 2, name)

    const download = await salmas.get(`/reports/${report.id}/original`)
    assert.ok(Buffer.from(await download.arrayBuffer()).equals(bytes), name)
  }
  assert.equal(db.prepare('SELECT count(*) FROM waiting_originals').pluck().get(), 0)
})
