import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { ASKED, desk, LINK, RATIONALE, type Desk } from './claims/testing.ts'
import { LIMITS } from './letters/rules.ts'
import { haveLists, hostileTexts } from './testing-hostile.ts'
import { plainLines, readable } from './web/fields.ts'
import type { Browser } from './web/testing.ts'
import { formIn, tagsIn, unescaped } from './web/testing-page.ts'

/** What the desk stores of a text. */
const stored = (typed: string) => plainLines(typed).trim()

/** Those that the rules take; the others are refused, and have their own test. */
const texts = hostileTexts().filter((text) => readable(text) && stored(text) !== '' && stored(text).length <= 180)

/** As many texts at once as fit into a field: each list of them fills it once. */
function chunks(most: number): string[] {
  const found = ['']
  for (const text of texts) {
    const last = found.at(-1)!
    if (last.length + text.length + 1 > most - 10) found.push(text)
    else found[found.length - 1] = last === '' ? text : `${last}\n${text}`
  }
  return found
}

const FILLS = { 200: chunks(200), 300: chunks(300), 500: chunks(500), 1000: chunks(1000), 2000: chunks(2000), 5000: chunks(5000) } as const
type Limits = Record<string, keyof typeof FILLS>

/** So many fillings of a field of five hundred hold every text. Shorter fields see a third of them each, and every one another third. */
const ROUNDS = FILLS[500].length

/** The n-th filling of some fields. */
const fill = (limits: Limits, n: number) =>
  Object.fromEntries(Object.entries(limits).map(([name, most], index) => [name, FILLS[most][(n + index * ROUNDS) % FILLS[most].length]!]))
const harmless = (limits: Limits, n: number) => Object.fromEntries(Object.keys(limits).map((name) => [name, `Harmless words, number ${n}, as ${name}.`]))

/** The bones of a page: its tags in order, with the names of their attributes; but for the options of lists, which grow with the desk. */
const bones = (page: string) => tagsIn(page).filter(({ name }) => name !== 'option').map(({ name, closes, attributes }) => `${closes ? '/' : ''}${name} ${Object.keys(attributes).filter((attribute) => !/^(lang|selected)$/.test(attribute)).join(' ')}`).join('\n')

async function bonesOf(browser: Browser, path: string) {
  const answer = await browser.get(path)
  assert.equal(answer.status, 200, path)
  return bones(await answer.text())
}

async function sent(browser: Browser, path: string, fields: Record<string, string>, status = 303) {
  const answer = await browser.post(path, fields)
  const page = await answer.text()
  assert.equal(answer.status, status, `${path} ${JSON.stringify(fields).slice(0, 300)}`)
  return { page, place: answer.headers.get('location') ?? '' }
}

const rowOf = (here: Desk, sql: string, ...values: string[]) => here.db.prepare(sql).get(...values) as Record<string, string>
const assertStored = (row: Record<string, string>, fields: Record<string, string>) => {
  for (const [name, typed] of Object.entries(fields)) assert.equal(row[name], stored(typed), name)
}

/** Fills a form with harmless words until its page no longer changes its bones, then with everything else, and looks every few times. */
async function fillForm(t: TestContext, limits: Limits, { settle = 14, every = 6, once, look }: {
  settle?: number
  every?: number
  once: (fields: Record<string, string>) => Promise<void>
  look: () => Promise<string>
}) {
  for (let n = 0; n < settle; n++) await once(harmless(limits, n))
  const wanted = await look()
  const rounds = Math.min(ROUNDS, Math.max(...Object.values(limits).map((most) => FILLS[most].length)))
  for (let n = 0; n < rounds; n++) {
    await once(fill(limits, n))
    if (n % every === every - 1 || n === rounds - 1) assert.equal(await look(), wanted, `after ${n} rounds`)
  }
  t.diagnostic(`${texts.length} texts through ${Object.keys(limits).join(', ')} in ${rounds} rounds`)
}

test('the comparison of pages can fail', async (t) => {
  const { salmas, queued } = await desk(t)
  const id = queued()
  await sent(salmas, `/claims/${id}/wording`, { statement: '<b onclick=x>&</b>', modality: 'asserted', version: '1' })
  const page = await (await salmas.get(`/claims/${id}`)).text()
  assert.ok(page.includes('&lt;b onclick=x&gt;&amp;&lt;/b&gt;'))
  assert.notEqual(bones(page.replace('&lt;b onclick=x&gt;', unescaped('&lt;b onclick=x&gt;'))), bones(page))
  assert.notEqual(bones(page.replace('class="statement"', 'class="statement" onclick="x"')), bones(page))
  assert.ok(texts.length > (haveLists ? 1500 : 20), `${texts.length} texts`)
  if (!haveLists) t.diagnostic('The lists of others are not here: only our own few texts were used')
})

test('the wording of a claim holds any text, byte for byte, and its pages keep their bones', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const limits = { statement: 5000, place: 200, dateBasis: 500 } as const
  await fillForm(t, limits, {
    once: async (fields) => {
      await sent(here.salmas, `/claims/${id}/wording`, { ...fields, modality: 'asserted', version: String(here.at(id).version) })
      assertStored(rowOf(here, 'SELECT statement, place, date_basis AS dateBasis FROM claims WHERE id = ?', id), fields)
    },
    look: async () => [await bonesOf(here.salmas, `/claims/${id}`), await bonesOf(here.nadias, '/claims')].join('\n'),
  })
})

test('an attribution holds any text', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const limits = Object.fromEntries([1, 2, 3, 4, 5, 6].flatMap((n) => ['actor', 'medium', 'verb'].map((name) => [`${name}-${n}`, 200]))) as Limits
  await fillForm(t, limits, {
    every: 3,
    once: async (fields) => {
      await sent(here.salmas, `/claims/${id}/attribution`, { ...fields, version: String(here.at(id).version) })
      const rows = here.db.prepare('SELECT position, actor, medium, verb FROM attribution_hops WHERE claim_id = ?').all(id) as Record<string, string>[]
      for (const row of rows) for (const name of ['actor', 'medium', 'verb']) assert.equal(row[name], stored(fields[`${name}-${row.position}`]!))
    },
    look: () => bonesOf(here.salmas, `/claims/${id}`),
  })
})

test('evidence holds any text', async (t) => {
  const here = await desk(t)
  let id = here.queued()
  let count = 0
  const limits = { title: 500, publisher: 200, origin: 200, quote: 5000, note: 5000 } as const
  await fillForm(t, limits, {
    settle: 15, every: 15,
    once: async (fields) => {
      if (count++ % 15 === 0) id = here.queued()
      await sent(here.salmas, `/claims/${id}/evidence`, { ...LINK, ...fields, version: String(here.at(id).version) })
      assertStored(rowOf(here, 'SELECT title, publisher, origin, quote, note FROM evidence WHERE claim_id = ? ORDER BY rowid DESC', id), fields)
    },
    look: async () => {
      for (; count % 15 !== 0; count++) await sent(here.salmas, `/claims/${id}/evidence`, { ...LINK, ...harmless(limits, count), version: String(here.at(id).version) })
      return bonesOf(here.salmas, `/claims/${id}`)
    },
  })
})

test('searches, and the reasons for withdrawing them, hold any text', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const limits = { lookedIn: 2000, lookedFor: 2000, note: 5000, reason: 500 } as const
  let search = ''
  await fillForm(t, limits, {
    settle: 1, every: 1,
    once: async ({ reason, ...fields }) => {
      if (search) return void await withdraw(reason!)
      await sent(here.salmas, `/claims/${id}/searches`, { ...fields, lookedOn: '2026-03-04', version: String(here.at(id).version) })
      const row = rowOf(here, 'SELECT id, looked_in AS lookedIn, looked_for AS lookedFor, note FROM evidence WHERE claim_id = ? ORDER BY rowid DESC', id)
      assertStored(row, fields)
      search = row.id!
      await withdraw(reason!)
    },
    look: async () => bonesOf(here.salmas, `/claims/${id}`).then((page) => page.slice(0, page.indexOf('aside'))),
  })

  async function withdraw(reason: string) {
    const path = `/claims/${id}/evidence/${search}`
    if (rowOf(here, 'SELECT withdrawn_at AS at FROM evidence WHERE id = ?', search).at) await sent(here.salmas, `${path}/reinstatement`, { version: String(here.at(id).version) })
    await sent(here.salmas, `${path}/withdrawal`, { reason, version: String(here.at(id).version) })
    assertStored(rowOf(here, 'SELECT withdrawn_reason AS reason FROM evidence WHERE id = ?', search), { reason })
  }
})

test('verdicts, requests for changes and reasons for signing off alone hold any text', async (t) => {
  const here = await desk(t)
  const id = here.inProgress(here.nadia)
  here.attach(id, { stance: 'contradicts' }, here.nadia)
  const form = (path: string, fields: Record<string, string>) => sent(here.nadias, `/claims/${id}/${path}`, { ...fields, version: String(here.at(id).version) })
  const limits = { rationale: 5000, settle: 5000, bypassReason: 1000, request: 5000 } as const
  await fillForm(t, limits, {
    settle: 5, every: 2,
    once: async ({ rationale, settle, bypassReason, request }) => {
      if (here.claim(id).status !== 'in_progress') {
        await form('change-requests', { request: request! })
        assertStored(rowOf(here, 'SELECT request FROM change_requests WHERE claim_id = ? ORDER BY rowid DESC', id), { request: request! })
      }
      await form('verdicts', { verdict: 'disputed', rationale: `${RATIONALE} ${rationale}`, settle: settle! })
      await form('sign-offs', { bypassReason: bypassReason! })
      assertStored(rowOf(here, 'SELECT rationale, settle FROM verdicts WHERE claim_id = ? ORDER BY rowid DESC', id), { rationale: `${RATIONALE} ${rationale}`, settle: settle! })
      assertStored(rowOf(here, 'SELECT bypass_reason AS bypassReason FROM sign_offs WHERE claim_id = ? ORDER BY rowid DESC', id), { bypassReason: bypassReason! })
    },
    look: async () => {
      const page = await (await here.salmas.get(`/claims/${id}`)).text()
      // The history of verdicts grows from round to round, by entries that are all alike.
      const history = /<ol class="stack">([\s\S]*?)<\/ol>/.exec(page)![1]!
      const entries = new Set(history.split('</li>').slice(0, -1).map(bones))
      return [bones(page.replace(history, '')), ...entries].join('\n')
    },
  })
})

test('what is foretold, what an answer about a speaker rests on, and statements in other languages hold any text', async (t) => {
  const here = await desk(t)
  const id = here.foretold()
  const form = (path: string, fields: Record<string, string>) => sent(here.salmas, `/claims/${id}/${path}`, { ...fields, version: String(here.at(id).version) })
  await fillForm(t, { condition: 1000, note: 1000, statement: 5000 }, {
    once: async ({ condition, note, statement }) => {
      await form('due', { dueOn: '2026-04-05', condition: condition! })
      await form('attribution-check', { answer: 'misquoted', note: note! })
      await form('statements', { language: 'en', statement: statement! })
      assertStored(rowOf(here, 'SELECT condition, attribution_note AS note FROM claims WHERE id = ?', id), { condition: condition!, note: note! })
      assertStored(rowOf(here, 'SELECT statement FROM statements WHERE claim_id = ?', id), { statement: statement! })
    },
    look: () => bonesOf(here.salmas, `/claims/${id}`),
  })
})

test('links between claims, and the reasons for withdrawing them, hold any text', async (t) => {
  const here = await desk(t)
  let [from, to] = ['', '']
  await fillForm(t, { note: 1000, reason: 500 }, {
    settle: 4, every: 2,
    once: async ({ note, reason }) => {
      [from, to] = [here.queued(), here.queued('mairie')]
      await sent(here.salmas, `/claims/${from}/links`, { kind: 'related', claim: to, note: reason! })
      const { id } = rowOf(here, 'SELECT id FROM claim_links ORDER BY rowid DESC')
      await sent(here.salmas, `/claims/${to}/links/${id}/withdrawal`, { reason: reason! })
      await sent(here.salmas, `/claims/${from}/links`, { kind: 'contradicts', claim: to, note: note! })
      assertStored(rowOf(here, 'SELECT note FROM claim_links ORDER BY rowid DESC'), { note: note! })
      assertStored(rowOf(here, 'SELECT withdrawn_reason AS reason FROM claim_links WHERE id = ?', id!), { reason: reason! })
    },
    look: async () => [await bonesOf(here.salmas, `/claims/${from}`), await bonesOf(here.salmas, `/claims/${to}`)].join('\n'),
  })
})

test('reasons for signing off a report that is not read to its end hold any text', async (t) => {
  const here = await desk(t)
  await fillForm(t, { reason: 1000 }, {
    settle: 1, every: 1,
    once: async (fields) => {
      await sent(here.nadias, `/reports/${here.report.id}/sign-offs`, { ...fields, content: here.readingHash() })
      assertStored(rowOf(here, 'SELECT reason FROM report_sign_offs ORDER BY rowid DESC'), fields)
    },
    look: () => bonesOf(here.salmas, `/reports/${here.report.id}`),
  })
})

const asHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

test('what a document says of itself, and what it is called, fills the form as text and nothing else', async (t) => {
  const here = await desk(t)
  const onLine = texts.filter((text) => text.length <= 150)
  let wanted = ''
  for (const [n, said] of ['Harmless words', ...onLine.filter((_, index) => index % 40 === 0)].entries()) {
    const content = `<html><head><title>${asHtml(said)}</title><meta name="author" content="${asHtml(said)}"><meta property="og:site_name" content="${asHtml(said)}"></head><body><article><p>The bridge is closed, number ${n}. It was said so on Monday.</p></article></body></html>`
    const answer = await here.salmas.upload('/reports/new', {}, { name: `${said.replace(/\p{Cc}/gu, '')}.html`, content })
    assert.equal(answer.status, 303, JSON.stringify(said))
    const page = await (await here.salmas.get(answer.headers.get('location')!)).text()
    wanted ||= bones(page)
    assert.equal(bones(page), wanted, said)
    const about = JSON.parse(rowOf(here, 'SELECT about FROM waiting_originals ORDER BY brought_at DESC, rowid DESC').about!) as Record<string, string>
    const { title, publisher, author } = formIn(page, '/reports/new')
    assert.deepEqual([title?.value, publisher?.value, author?.value], [about.title, about.publisher, about.author], said)
    const shown = (text: string) => text.toWellFormed().replace(/[\p{Cc}\s\uFFFD]+/gu, '')
    if (!/[&\0]/.test(said)) assert.equal(shown(about.author!), shown(said), said)
  }
})

test('a letter of a reader, its answer, and what the trail shows of them hold any text', async (t) => {
  const here = await desk(t)
  const id = here.published()
  let letter = ''
  await fillForm(t, { message: 5000, name: 200, contact: 300, answer: 5000 }, {
    once: async ({ answer, ...written }) => {
      here.clock.at = new Date(here.clock.at.getTime() + LIMITS.milliseconds)
      await sent(here.anyone, `/claims/${id}/errors/new`, written)
      letter = String(rowOf(here, 'SELECT id FROM letters ORDER BY key DESC LIMIT 1').id)
      const { message, name, contact } = written as Record<string, string>
      assertStored(rowOf(here, 'SELECT message FROM letters WHERE id = ?', letter), { message: message! })
      assertStored(rowOf(here, 'SELECT name, contact FROM letter_contacts WHERE letter_id = ?', letter), { name: name!, contact: contact! })
      await sent(here.as(here.nadia, here.clock.at), `/letters/${letter}/answer`, { outcome: 'nothing_to_correct', answer: answer! })
    },
    look: async () => {
      const nadias = here.as(here.nadia, here.clock.at)
      return [await bonesOf(nadias, `/letters/${letter}`), await bonesOf(nadias, `/claims/${id}`)].join('\n')
    },
  })
})

test('a form of a reader that comes back shows any text as text', async (t) => {
  const here = await desk(t)
  const path = `/claims/${here.published()}/errors/new`
  const wanted = bones((await sent(here.anyone, path, { message: 'a\0', seenAt: 'x', name: 'b', contact: 'c' }, 422)).page)
  for (const text of hostileTexts().filter((_, n) => n % 10 === 0)) {
    const { page } = await sent(here.anyone, path, { message: `${text.toWellFormed()}\0`, seenAt: 'x', name: 'b', contact: 'c' }, 422)
    assert.equal(bones(page), wanted, text)
  }
})

test('a request for a reply and the answer hold any text', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const request = here.asked(id)
  await fillForm(t, { words: 5000 }, {
    settle: 13,
    once: async ({ words }) => {
      await sent(here.salmas, `/claims/${id}/requests/${request}/answers`, { words: words!, language: 'fr', answeredOn: '2026-03-03', version: String(here.at(id).version) })
      assertStored(rowOf(here, 'SELECT words FROM replies ORDER BY rowid DESC LIMIT 1'), { words: words! })
    },
    look: async () => vocabularyOf(await (await here.salmas.get(`/claims/${id}`)).text()),
  })
  await fillForm(t, { askedOf: 300, contact: 300, question: 5000 }, {
    settle: 13,
    once: async (fields) => {
      await sent(here.salmas, `/claims/${id}/requests`, { ...ASKED, ...fields, version: String(here.at(id).version) })
      const { askedOf, contact, question } = fields as Record<string, string>
      assertStored(rowOf(here, 'SELECT asked_of AS askedOf, contact, question FROM reply_requests ORDER BY rowid DESC LIMIT 1'), { askedOf: askedOf!, contact: contact!, question: question! })
    },
    look: async () => vocabularyOf(await (await here.salmas.get(`/claims/${id}`)).text()),
  })
})

test('a remark holds any text', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  await fillForm(t, { words: 5000 }, {
    settle: 13,
    once: async ({ words }) => {
      await sent(here.salmas, `/claims/${id}/remarks`, { words: words! })
      assertStored(rowOf(here, 'SELECT words FROM remarks ORDER BY rowid DESC LIMIT 1'), { words: words! })
    },
    look: async () => vocabularyOf(await (await here.salmas.get(`/claims/${id}`)).text()),
  })
})

/** Of a page that grows with each text: which tags it has, each with the names of its attributes. */
const vocabularyOf = (page: string) => [...new Set(bones(page).split('\n'))].sort().join('\n')

test('reasons for dismissing hold any text', async (t) => {
  const here = await desk(t)
  const id = here.suggested()
  await fillForm(t, { reason: 500 }, {
    settle: 13,
    once: async ({ reason }) => {
      if (here.claim(id).status === 'dismissed') await sent(here.salmas, `/claims/${id}/restoration`, { version: String(here.at(id).version) })
      await sent(here.salmas, `/claims/${id}/dismissal`, { reason: reason!, version: String(here.at(id).version) })
      assert.equal(here.db.prepare("SELECT body ->> '$.reason' FROM audit_events ORDER BY seq DESC LIMIT 1").pluck().get(), stored(reason!))
    },
    look: () => bonesOf(here.salmas, `/claims/${id}`),
  })
})

test('a report holds any text, title and name', async (t) => {
  const here = await desk(t)
  let place = ''
  let n = 0
  await fillForm(t, { title: 300, publisher: 200, author: 200 }, {
    settle: 26, every: 26,
    once: async (fields) => {
      here.clock.at = new Date(here.clock.at.getTime() + 1000)
      // Always as long, so that the map of the passages is drawn alike.
      place = (await sent(here.salmas, '/reports/new', { ...fields, language: 'fr', text: `Phrase ${String(++n).padStart(6, '0')}. Autre.` })).place
      assertStored(rowOf(here, 'SELECT title, publisher, author FROM reports WHERE id = ?', place.slice('/reports/'.length)), fields)
    },
    look: async () => [await bonesOf(here.salmas, place), await bonesOf(here.salmas, '/reports'), await bonesOf(here.salmas, `/audit?report=${place.slice('/reports/'.length)}`)].join('\n'),
  })
})

test('the source of a report is shown as it stands, whatever stands there', async (t) => {
  const here = await desk(t)
  const plain = tagsIn(await (await here.salmas.get(`/reports/${here.report.id}`)).text())
  const vocabulary = new Set(plain.map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`))
  const all = hostileTexts().filter((text) => readable(text))
  for (let from = 0; from < all.length; from += 250) {
    const text = plainLines(all.slice(from, from + 250).join('\n').replace(/[\x01-\x08\v\x0E-\x1F\x7F-\x9F]/g, ''))
    const { place } = await sent(here.salmas, '/reports/new', { title: `Part ${from}`, language: 'fr', text })
    const page = await (await here.salmas.get(place)).text()
    const source = /<article class="source"[^>]*>([\s\S]*?)<\/article>/.exec(page)![1]!
    assert.equal(unescaped(source.replace(/<\/?(?:span|mark)\b[^>]*>/g, '')), text.replace(/^\uFEFF/, ''))
    const strange = tagsIn(page).map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`).filter((tag) => !vocabulary.has(tag))
    assert.deepEqual([...new Set(strange)], [])
  }
})

test('the reasons for which a report is withdrawn and published again hold any text, before readers too', async (t) => {
  const here = await desk(t)
  const path = `/reports/${here.report.id}`
  here.published()
  here.publishedReport()
  let version = 1
  await fillForm(t, { withdrawing: 5000, again: 5000 }, {
    settle: 1, every: 3,
    once: async ({ withdrawing, again }) => {
      await sent(here.nadias, `${path}/unpublishing`, { publication: String(version), reason: withdrawing! })
      await sent(here.nadias, `${path}/publications`, { content: here.publishingPlan(), reason: again! })
      version += 2
      for (const [number, reason] of [[version - 1, withdrawing], [version, again]] as const) assertStored(rowOf(here, "SELECT document ->> '$.notice.reason' AS reason FROM report_publications WHERE version = ?", String(number)), { reason: reason! })
    },
    // The list of versions grows; what stands above it does not.
    look: async () => (await Promise.all([path, `${path}/v/${version - 1}`].map(async (one) => bones((await (await here.anyone.get(one)).text()).split('<ol class="published__versions"')[0]!)))).join('\n'),
  })
  const feed = await (await here.anyone.get('/corrections.json')).json() as { items: { content_text: string }[] }
  assert.ok(feed.items.length > 5)
})

test('what is searched for is shown as text', async (t) => {
  const here = await desk(t)
  const { salmas } = here
  here.published()
  const wanted = await bonesOf(salmas, '/claims?text=qqqqqq')
  for (const text of FILLS[200].filter((_, n) => n % 4 === 0)) {
    const found = await bonesOf(salmas, `/claims?text=${encodeURIComponent(text)}`)
    if (found.includes('tr data-row')) continue
    assert.equal(found, wanted, text)
  }
  const nothing = await bonesOf(here.anyone, '/?text=qqqqqq')
  for (const text of FILLS[200].filter((_, n) => n % 4 === 0)) {
    const found = await bonesOf(here.anyone, `/?text=${encodeURIComponent(text)}`)
    if (!found.includes('h2 dir')) assert.equal(found, nothing, text)
  }
})

test('what the rules do not take is refused, wherever it is typed, and shown as text', async (t) => {
  const here = await desk(t)
  const id = here.queued()
  const wanted = bones((await sent(here.salmas, `/claims/${id}/wording`, { statement: 'a\0b', modality: 'asserted', version: '1' }, 422)).page)
  for (const text of hostileTexts().filter((one) => !readable(one) || one.includes('<')).filter((_, n) => n % 10 === 0)) {
    const { page } = await sent(here.salmas, `/claims/${id}/wording`, { statement: `${text.toWellFormed()}\0`, modality: 'asserted', version: '1' }, 422)
    assert.equal(bones(page), wanted, text)
  }
})

test('the name of a token is a name, or refused', async (t) => {
  const here = await desk(t)
  const shape = (page: string) => bones(page.replace(/<tbody>[\s\S]*<\/tbody>/, '').replace(/value="cd_[^"]*"/, ''))
  const fields = { role: 'checker', days: '30' }
  await sent(here.salmas, '/tokens', { ...fields, name: 'Harmless' }, 201)
  const refused = shape((await sent(here.salmas, '/tokens', { ...fields, name: '!' }, 422)).page)
  const made = shape((await sent(here.salmas, '/tokens', { ...fields, name: 'Harmless' }, 201)).page)
  for (const text of texts.filter((_, index) => index % 40 === 0)) {
    const answer = await here.salmas.post('/tokens', { ...fields, name: text })
    assert.ok(answer.status === 201 || answer.status === 422, `${answer.status} ${text}`)
    const page = shape(await answer.text())
    if (answer.status === 201) assert.equal(rowOf(here, 'SELECT name FROM personal_tokens ORDER BY rowid DESC').name, stored(text))
    assert.equal(page, answer.status === 201 ? made : refused, text)
  }
  const rows = (await (await here.salmas.get('/tokens')).text()).match(/<tr class="[\s\S]*?<\/tr>/g)!
  assert.equal(new Set(rows.map(bones)).size, 1, 'one row is like another')
})

test('the name of a person is a name, or refused', async (t) => {
  const here = await desk(t)
  /** The page without the list of people, which grows. */
  const shape = (page: string) => bones(page.replace(/<tbody>[\s\S]*<\/tbody>/, ''))
  const refused = shape((await sent(here.adams, '/people', { name: '!', email: 'x@desk.test', role: 'checker', locale: 'en' }, 422)).page)
  const invited = shape((await sent(here.adams, '/people', { name: 'Zaynab', email: 'zaynab@desk.test', role: 'checker', locale: 'en' }, 201)).page)
  for (const [n, text] of texts.filter((_, index) => index % 40 === 0).entries()) {
    const answer = await here.adams.post('/people', { name: text, email: `person-${n}@desk.test`, role: 'checker', locale: 'en' })
    assert.ok(answer.status === 201 || answer.status === 422, `${answer.status} ${text}`)
    assert.equal(shape(await answer.text()), answer.status === 201 ? invited : refused, text)
    if (answer.status === 201) assert.equal(rowOf(here, 'SELECT name FROM people WHERE email = ?', `person-${n}@desk.test`).name, stored(text))
  }
  const rows = (await (await here.adams.get('/people')).text()).match(/<tr class="[\s\S]*?<\/tr>/g)!
  assert.ok(new Set(rows.map(bones)).size <= 3, 'one row is like another: oneself, those who were invited, and those with no link')
})
