import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { ar } from '../../views/locales/ar.ts'
import { en } from '../../views/locales/en.ts'
import { NOON, tracesIn } from '../web/testing.ts'
import { formIn, wordsIn } from '../web/testing-page.ts'
import { originalOf } from './originals.ts'
import { safeFetch, type Fetched } from './safe-fetch.ts'
import { desk, valuesIn } from './testing.ts'
import { guardFor, site, WEB } from './testing-web.ts'
import { PUBLIC_WEB } from './way-out.ts'
import { MOST_FETCHES } from './turns.ts'

const ARTICLE = `<!doctype html><html lang="ar"><head><title>جسر المدينة</title><meta property="og:site_name" content="صحيفة المرفأ">
  <meta property="article:published_time" content="2026-03-02T09:00:00Z"></head><body><nav>الرئيسية</nav><article><h1>جسر المدينة</h1>
  ${['قالت البلدية إن الجسر أُغلق يوم الاثنين بعد أن ظهرت فيه شقوق واسعة.', 'وأضافت أن ثلاثة وسبعين شخصًا أصيبوا في الحادث الذي وقع قرب السوق.'].map((line) => `<p>${line}</p>`).join('')}</article></body></html>`

/** A desk with a web of one site, on which `/moved` leads to `/خبر`. */
async function online(t: TestContext) {
  const port = await site(t, (req, res) => {
    if (req.url === '/moved') res.writeHead(301, { location: '/%D8%AE%D8%A8%D8%B1' }).end()
    else if (req.url === '/gone') res.writeHead(404).end()
    else if (req.url === '/picture') res.setHeader('Content-Type', 'image/png').end('x')
    else if (req.url === '/inside') res.writeHead(302, { location: 'http://127.0.0.1/' }).end()
    else if (req.url === '/empty') res.setHeader('Content-Type', 'text/html').end('<!doctype html><p> </p>')
    else res.setHeader('Content-Type', 'text/html; charset=utf-8').end(ARTICLE)
  })
  return { ...await desk(t, { fetchPage: (address) => safeFetch(address, guardFor()) }), site: `http://news.example:${port}` }
}

const fetching = (address: string, more: Record<string, string> = {}) => ({ address, by: 'address', title: '', text: '', ...more })

test('a page is fetched, looked through and imported, and the way to it is kept', async (t) => {
  const { db, upload, salmas, stored, site } = await online(t)
  const brought = await upload(fetching(`${site}/moved`, { author: 'مراسلنا' }))
  const place = brought.headers.get('location')!
  assert.match(place, /^\/reports\/new\?original=\w{10}$/)

  const preview = await (await salmas.get(place)).text()
  const { text, title, publisher, author, sourceAddress, publishedOn, language } = valuesIn(preview)
  assert.deepEqual({ title, publisher, author, sourceAddress, publishedOn, language }, {
    title: 'جسر المدينة', publisher: 'صحيفة المرفأ', author: 'مراسلنا', sourceAddress: `${site}/moved`, publishedOn: '2026-03-02', language: 'ar',
  })
  assert.match(text!, /قالت البلدية إن الجسر أُغلق/)
  assert.ok(wordsIn(preview).includes(`${en.originals.finalAddress}: ${site}/%D8%AE%D8%A8%D8%B1`))
  assert.equal(formIn(preview, '/reports/new').address, undefined)

  const report = stored(await upload(valuesIn(preview)))
  assert.deepEqual([report.text, report.sourceAddress], [text, `${site}/moved`])
  const original = originalOf(db, report.id)!
  assert.deepEqual([original.address, original.finalAddress, original.mediaType], [`${site}/moved`, `${site}/%D8%AE%D8%A8%D8%B1`, 'text/html'])
  assert.deepEqual(original.steps.slice(0, 2).map(({ step, detail, status, ip }) => [step, detail, status, ip]), [
    ['sentOn', `${site}/moved`, 301, WEB], ['fetched', `${site}/%D8%AE%D8%A8%D8%B1`, 200, WEB],
  ])
  const page = wordsIn(await (await salmas.get(`/reports/${report.id}`)).text())
  assert.match(page, /which sent on \(301, from .127\.0\.0\.2.\)[^]*Fetched from [^]*\(200, from/)
})

test('a page that cannot be taken is refused at its field, and what was typed is kept', async (t) => {
  const { db, upload, site } = await online(t)
  const rows: [address: string, problem: keyof typeof en.problems][] = [
    [`${site}/gone`, 'fetchNotFound'], [`${site}/picture`, 'fetchNotAPage'], [`${site}/inside`, 'fetchPrivate'], [`${site}/empty`, 'fileNoText'],
    ['http://127.0.0.1/', 'fetchPrivate'], ['http://[::ffff:169.254.169.254]/', 'fetchPrivate'], ['news.example', 'notAnAddress'], ['ftp://news.example/', 'notAnAddress'],
    ['http://name:word@news.example/', 'notAnAddress'], ['', 'missing'], [`http://${'x'.repeat(2001)}`, 'tooLong'],
  ]
  const traces = tracesIn(db)
  for (const [address, problem] of rows) {
    const answer = await upload(fetching(address, { title: 'Kept title', publishedOn: '2026-01-01' }))
    assert.equal(answer.status, 422, address)
    const form = formIn(await answer.text(), '/reports/new')
    assert.deepEqual([form.address!.problem, form.address!.focused, form.address!.value, form.title!.value, form.publishedOn!.value], [en.problems[problem], true, address, 'Kept title', '2026-01-01'])
  }
  assert.equal(tracesIn(db), traces, 'nothing was kept')
})

test('every way in which fetching can fail has its sentence in both languages', async (t) => {
  const failures = Object.keys(en.problems).filter((name): name is keyof typeof en.problems => name.startsWith('fetch'))
  assert.ok(failures.length >= 17)
  let next: Fetched = { problem: 'fetchFailed' }
  const { db, upload, clock } = await desk(t, { fetchPage: async () => next })
  for (const [locale, t] of Object.entries({ en, ar })) {
    db.prepare('UPDATE people SET locale = ?').run(locale)
    for (const problem of failures) {
      clock.at = new Date(clock.at.getTime() + MOST_FETCHES.milliseconds)
      next = { problem }
      const answer = await upload(fetching('https://news.example/'))
      assert.deepEqual([answer.status, formIn(await answer.text(), '/reports/new').address!.problem], [422, t.problems[problem]])
    }
  }
})

test('a text, a file and an address are three ways, and one form goes one of them', async (t) => {
  const asked: string[] = []
  const { upload, stored, reports } = await desk(t, { fetchPage: async (address) => { asked.push(address); return { problem: 'fetchNotFound' } } })
  const problemsIn = async (answer: Response) => Object.entries(formIn(await answer.text(), '/reports/new')).flatMap(([name, { problem }]) => problem ? [[name, problem]] : [])

  assert.deepEqual(await problemsIn(await upload(fetching('https://news.example/', { text: 'A text.' }))), [['address', en.problems.textOrFile]])
  assert.deepEqual(await problemsIn(await upload(fetching('https://news.example/'), { name: 'a.txt', content: 'A text.' })), [['file', en.problems.textOrFile]])
  assert.deepEqual(await problemsIn(await upload(fetching('https://news.example/', { publishedOn: 'x' }))), [['publishedOn', en.problems.notADay]])
  assert.deepEqual([asked, reports()], [[], 0])

  // Enter in the field of the title presses the first button of the form.
  assert.equal(stored(await upload(fetching('', { title: 'T', text: 'A text.' }))).text, 'A text.')
  // Any other button does too, when there is nothing but an address.
  assert.deepEqual(await problemsIn(await upload({ address: 'https://news.example/', title: '', text: '' })), [['address', en.problems.fetchNotFound]])
})

test('nobody makes the desk fetch by a link, from another site, or without signing in', async (t) => {
  let asked = 0
  const { salmas, anyone } = await desk(t, { fetchPage: async () => { asked++; return { problem: 'fetchNotFound' } } })
  const fields = fetching('https://news.example/')
  assert.equal((await salmas.get(`/reports/new?${new URLSearchParams(fields)}`)).status, 200)
  assert.equal((await salmas.post('/reports/new', fields, { 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await anyone.post('/reports/new', fields)).status, 401)
  assert.equal(asked, 0)
  assert.equal((await salmas.post('/reports/new', fields)).status, 422)
  assert.equal(asked, 1)
})

test('while a page is on its way the desk answers everybody, and this person gets no second one', async (t) => {
  const { promise, resolve } = Promise.withResolvers<Fetched>()
  const started = Promise.withResolvers<void>()
  const { db, salmas, as, yusuf, stored } = await desk(t, { fetchPage: (address) => { started.resolve(); return address.endsWith('slow') ? promise : Promise.resolve({ problem: 'fetchNotFound' }) } })
  const slow = salmas.post('/reports/new', fetching('https://news.example/slow'))
  await started.promise

  assert.equal(db.inTransaction, false)
  assert.equal((await salmas.get('/reports')).status, 200)
  assert.equal(stored(await salmas.post('/reports/new', { title: 'T', text: 'A text.' })).text, 'A text.')
  const problemOf = async (answer: Response) => formIn(await answer.text(), '/reports/new').address!.problem
  assert.equal(await problemOf(await salmas.post('/reports/new', fetching('https://news.example/'))), en.problems.fetchBusy)
  assert.equal(await problemOf(await as(yusuf).post('/reports/new', fetching('https://news.example/'))), en.problems.fetchNotFound)

  resolve({ problem: 'fetchTooSlow' })
  assert.equal(await problemOf(await slow), en.problems.fetchTooSlow)
  assert.equal(await problemOf(await salmas.post('/reports/new', fetching('https://news.example/'))), en.problems.fetchNotFound)
})

test('ten pages a minute are enough for one person', async (t) => {
  let asked = 0
  const { salmas, as, yusuf, clock } = await desk(t, { fetchPage: async () => { asked++; throw new Error('a bug of ours') } })
  const ask = (who = salmas) => who.post('/reports/new', fetching('https://news.example/'))
  t.mock.method(console, 'error', () => {})
  for (let n = 0; n < 10; n++) assert.equal((await ask()).status, 500)
  const eleventh = await ask()
  assert.deepEqual([eleventh.status, formIn(await eleventh.text(), '/reports/new').address!.problem, asked], [422, en.problems.fetchTooOften, 10])
  await ask(as(yusuf))
  assert.equal(asked, 11, 'somebody else may')

  clock.at = new Date(NOON.getTime() + MOST_FETCHES.milliseconds)
  await ask()
  assert.equal(asked, 12, 'and a minute later so may the first')
})

test('the sentences name the limits that hold', () => {
  assert.match(en.problems.fetchTooLarge, new RegExp(`${PUBLIC_WEB.mostBytes / 2 ** 20} MB`))
  assert.match(en.problems.fetchTooSlow, new RegExp(`${PUBLIC_WEB.mostMilliseconds / 1000} seconds`))
  assert.deepEqual([MOST_FETCHES.number, MOST_FETCHES.milliseconds], [10, 60_000])
  assert.match(en.problems.fetchTooOften, /ten pages .* within a minute/)
})
