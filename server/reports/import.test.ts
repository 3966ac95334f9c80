import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from '../../views/locales/en.ts'
import type { Problem } from '../web/form.ts'
import { NOON, tracesIn } from '../web/testing.ts'
import { MOST_PASSAGES, MOST_SUGGESTIONS, MOST_UNITS } from './rules.ts'
import { desk, escaped, FIELDS } from './testing.ts'

/** Whether a field of a page is marked as wrong, and says this. */
function assertProblem(html: string, field: string, problem: Problem) {
  const control = new RegExp(`<(?:input|textarea|select)[^>]* id="field-${field}"[^>]*>`).exec(html)?.[0] ?? ''
  assert.match(control, /aria-invalid="?true\b/, `${field} is marked`)
  assert.match(control, new RegExp(`aria-describedby="[^"]*field-${field}-problem`), `${field} names its problem`)
  assert.ok(html.includes(`id="field-${field}-problem">${escaped(en.problems[problem])}<`), `${field} says: ${problem}`)
}

test('a pasted text becomes a report, with one trace, and everything said about it', async (t) => {
  const { db, salmas, stored } = await desk(t)
  const about = { title: ' عنوان ', publisher: 'الناشر', author: 'كاتب', sourceAddress: 'https://a.test/x?y=1', publishedOn: '2015-07-30', language: 'fr' }
  const before = tracesIn(db)
  const answer = await salmas.post('/reports/new', { ...about, text: 'نص.\r\nثان.' })

  assert.equal(answer.status, 303)
  assert.equal(tracesIn(db), before + 1)
  const { title, publisher, author, sourceAddress, publishedOn, language, text, fileName, importedBy, importedAt } = stored(answer)
  assert.deepEqual(
    { title, publisher, author, sourceAddress, publishedOn, language, text, fileName, importedBy, importedAt },
    { ...about, title: 'عنوان', text: 'نص.\nثان.', fileName: null, importedBy: 'Salma', importedAt: NOON.toISOString() },
  )
})

test('texts are stored as they stand, however they come', async (t) => {
  const { salmas, upload, uploadAndImport, stored } = await desk(t)
  const rows: [sent: string, stored: string][] = [
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['  \n\n  Leading. Trailing.  \n\n', '  \n\n  Leading. Trailing.  \n\n'],
    ['\uFEFFMark at the start.', 'Mark at the start.'],
    ['e\u0301 \u00E9 \u1E9B\u0323', 'e\u0301 \u00E9 \u1E9B\u0323'],
    ['قُتِلَ ٧٣. الاســـم، «»', 'قُتِلَ ٧٣. الاســـم، «»'],
    ['\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F1F8}\u{1F1FE}.', '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F1F8}\u{1F1FE}.'],
    ['\u2067x\u2069 \u202Eabc\u202C \u200F\u061C.', '\u2067x\u2069 \u202Eabc\u202C \u200F\u061C.'],
    ['100 % & + = %20 <b>; &amp;', '100 % & + = %20 <b>; &amp;'],
    ['漢字'.repeat(MOST_UNITS / 2), '漢字'.repeat(MOST_UNITS / 2)],
  ]
  for (const [index, [sent, expected]] of rows.entries()) {
    const unique = `${index} `
    const pasted = await salmas.post('/reports/new', { title: 'T', text: index === 8 ? sent : sent + unique })
    assert.equal(stored(pasted).text, index === 8 ? expected : expected + unique)
    if (index === 8) continue
    const parts = await upload({ title: 'T', text: `${sent}${unique}parts` })
    assert.equal(stored(parts).text, `${expected}${unique}parts`)
    const file = await uploadAndImport({ title: 'T', text: '' }, { name: 'a.txt', content: `${sent}${unique}file` })
    assert.equal(stored(file).text, `${expected}${unique}file`)
  }
})

test('a file brings its name, in any script, and proposes the title', async (t) => {
  const { uploadAndImport, stored } = await desk(t)
  const arabic = stored(await uploadAndImport({ title: '', text: ' \r\n' }, { name: 'تقرير_الحسكة 2015.txt', content: 'قال الناشط إن المدينة سقطت.' }))
  assert.deepEqual([arabic.title, arabic.fileName, arabic.language], ['تقرير الحسكة 2015', 'تقرير_الحسكة 2015.txt', 'ar'])

  const typed = stored(await uploadAndImport({ title: 'Typed', text: '' }, { name: 'notes.md', content: '# Said\nThe mayor said that it was so.' }))
  assert.deepEqual([typed.title, typed.fileName, typed.language], ['Typed', 'notes.md', 'en'])

  const hiding = stored(await uploadAndImport({ title: 'T' }, { name: 'a\u202Etxt.exe.txt', content: 'Other words.' }))
  assert.equal(hiding.fileName, 'atxt.exe.txt')
})

test('whatever is wrong is said at its field, with 422, and what was typed is kept', async (t) => {
  const { db, salmas, upload, reports } = await desk(t)
  const before = tracesIn(db)
  const long = 'x'.repeat(MOST_UNITS + 1)
  const rows: [fields: Record<string, string>, field: string, problem: Problem][] = [
    [{ text: '' }, 'text', 'missing'],
    [{ text: ' \r\n\t' }, 'text', 'textBlank'],
    [{ text: '\u200F\u200B' }, 'text', 'textBlank'],
    [{ text: 'a\0b' }, 'text', 'unreadable'],
    [{ text: 'a\uFFFDb' }, 'text', 'unreadable'],
    [{ text: '\x01\x02\x03\x04\x05ab' }, 'text', 'binary'],
    [{ text: long }, 'text', 'textTooLong'],
    [{ text: 'Aa bb. '.repeat(MOST_PASSAGES + 1) }, 'text', 'tooManyPassages'],
    [{ text: 'قال: '.repeat(2 * MOST_SUGGESTIONS + 2), language: 'ar' }, 'text', 'tooManySuggestions'],
    [{ title: '' }, 'title', 'missing'],
    [{ title: ' \t ' }, 'title', 'missing'],
    [{ title: 'x'.repeat(301) }, 'title', 'tooLong'],
    [{ title: 'a\0' }, 'title', 'unreadable'],
    [{ publisher: 'x'.repeat(201) }, 'publisher', 'tooLong'],
    [{ author: 'x'.repeat(201) }, 'author', 'tooLong'],
    [{ sourceAddress: 'javascript:alert(1)' }, 'sourceAddress', 'notAnAddress'],
    [{ sourceAddress: 'ftp://a.test/' }, 'sourceAddress', 'notAnAddress'],
    [{ sourceAddress: 'a.test' }, 'sourceAddress', 'notAnAddress'],
    [{ publishedOn: '2015-02-30' }, 'publishedOn', 'notADay'],
    [{ publishedOn: 'yesterday' }, 'publishedOn', 'notADay'],
    [{ language: 'tlh' }, 'language', 'choose'],
  ]
  const typed = { title: 'Kept title', text: 'Kept text.', publisher: '«Kept» publisher', author: 'Kept author', sourceAddress: 'https://kept.test/', publishedOn: '2015-07-30', language: 'fa' }

  for (const [fields, field, problem] of rows) {
    for (const send of [salmas.post.bind(null, '/reports/new'), upload]) {
      const answer = await send({ ...typed, ...fields })
      const html = await answer.text()
      assert.equal(answer.status, 422, `${field}: ${problem}`)
      assertProblem(html, field, problem)
      for (const [name, value] of Object.entries(typed)) {
        if (name === 'language' && !('language' in fields)) assert.match(html, /<option value="fa" selected>/)
        else if (name in fields === false) assert.ok(html.includes(escaped(value)), `${name} is kept when ${field} is wrong`)
      }
      if (problem !== 'missing' && field === 'text') assert.ok(html.includes(escaped(fields.text!).replaceAll('\r\n', '\n')) || html.includes(escaped(fields.text!)))
    }
  }
  assert.equal(reports(), 0)
  assert.equal(tracesIn(db), before)
})

test('a text keeps its first line break when the form comes back', async (t) => {
  const { salmas } = await desk(t)
  const html = await (await salmas.post('/reports/new', { title: '', text: '\n\nText' })).text()
  assert.match(html, /<textarea[^>]*>\n\n\nText<\/textarea>/)
})

test('two megabytes of text are too long, eight are too large, and a body that is broken is not understood', async (t) => {
  const { salmas, upload, send, reports } = await desk(t)
  const part = (name: string, value: string, more = '') => `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
  const multipart = { 'content-type': 'multipart/form-data; boundary=b' }

  const rows: [what: string, status: number, answer: Promise<Response>][] = [
    ['2 MB of Arabic, pasted', 422, salmas.post('/reports/new', { title: 'T', text: 'ب'.repeat(2 ** 20) })],
    ['2 MB of Chinese, pasted', 422, salmas.post('/reports/new', { title: 'T', text: '漢'.repeat(2 ** 21 / 3) })],
    ['2 MB of text in parts', 422, upload({ title: 'T', text: 'x'.repeat(2 ** 21) })],
    ['9 MB pasted', 413, salmas.post('/reports/new', { title: 'T', text: 'x'.repeat(9 * 2 ** 20) })],
    ['9 MB in parts', 413, upload({ title: 'T', text: 'x'.repeat(9 * 2 ** 20) })],
    ['9 MB in a file', 422, upload({ title: 'T' }, { name: 'a.txt', content: 'x'.repeat(9 * 2 ** 20) })],
    ['11 MB in a file', 413, upload({ title: 'T' }, { name: 'a.txt', content: 'x'.repeat(11 * 2 ** 20) })],
    ['too many parts', 413, send(Array.from({ length: 30 }, (_, n) => part(`f${n}`, 'x')).join('') + '--b--\r\n', multipart)],
    ['a body that does not end', 400, send(part('title', 'T').slice(0, -10), multipart)],
    ['a part without a name', 400, send('--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n', multipart)],
    ['no boundary', 400, send('x', { 'content-type': 'multipart/form-data' })],
    ['a file in another field', 400, send(`${part('other', 'x', '; filename="a.txt"')}--b--\r\n`, multipart)],
    ['two files', 413, send(`${part('file', 'x', '; filename="a.txt"')}${part('file', 'y', '; filename="b.txt"')}--b--\r\n`, multipart)],
    ['nothing', 422, send('', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['JSON', 422, send('{"title":"T","text":"x"}', { 'content-type': 'application/json' })],
    ['fields sent twice', 422, send('title=T&text=a&text=b', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['fields with brackets', 422, send(`${part('title[a]', 'T')}${part('text[]', 'x')}${part('__proto__[x]', 'x')}--b--\r\n`, multipart)],
    ['broken UTF-8 in a part', 422, send(Buffer.concat([Buffer.from(part('title', 'T') + '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n'), Buffer.from([0xc7, 0xe1]), Buffer.from('\r\n--b--\r\n')]), multipart)],
  ]
  for (const [what, status, answer] of rows) assert.equal((await answer).status, status, what)
  assert.equal(reports(), 0)
})

test('the same text again leads to the report that exists, and leaves no trace', async (t) => {
  const { db, salmas, as, yusuf, upload, reports } = await desk(t)
  const first = (await salmas.post('/reports/new', FIELDS)).headers.get('location')
  const before = tracesIn(db)
  const pasted = await salmas.post('/reports/new', { title: 'Another title', text: 'One. Two.' })
  const filed = await upload({ title: '' }, { name: 'b.txt', content: '\uFEFFOne. Two.' })

  for (const answer of [pasted, filed]) assert.deepEqual([answer.status, answer.headers.get('location')], [303, `${first}?known=1`])
  assert.deepEqual([reports(), tracesIn(db)], [1, before])

  const differs = await as(yusuf).post('/reports/new', { title: 'T', text: 'One. Two. ' })
  assert.doesNotMatch(differs.headers.get('location')!, /known/)
})
