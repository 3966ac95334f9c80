import assert from 'node:assert/strict'
import { test } from 'node:test'
import { words } from '../../views/locales/words.ts'
import { desk } from '../claims/testing.ts'
import { tagsIn, unescaped } from '../web/testing-page.ts'
import { atomOf, jsonFeedOf, type Feed } from './feed.ts'
import { listCorrections, listNewest, NOTHING_SEEN, type Entry } from './list.ts'

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const CANNOT_BE_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

/** RFC 4287, as far as a feed of ours goes: the elements that must be there, once, in what they must hold; every tag closed. */
function assertAtom(feed: string) {
  assert.match(feed, /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom" xml:lang="(?:ar|en)">/)
  assert.doesNotMatch(feed, CANNOT_BE_XML)
  const open: string[] = []
  for (const { name, closes, end } of tagsIn(feed)) {
    if (closes) assert.equal(open.pop(), name)
    else if (!feed.slice(0, end).endsWith('/>')) open.push(name)
  }
  assert.deepEqual(open, [])
  assert.doesNotMatch(feed.replace(/&(?:amp|lt|gt|quot|#39);/g, ''), /&/)

  const entries = feed.match(/<entry[\s\S]*?<\/entry>/g) ?? []
  const head = feed.replace(/<entry[\s\S]*<\/entry>/, '')
  for (const part of [head, ...entries]) {
    for (const name of ['id', 'title', 'updated']) assert.equal(part.match(new RegExp(`<${name}>[^<]+</${name}>`, 'g'))?.length, 1, `${name} in ${part.slice(0, 300)}`)
    assert.match(/<updated>([^<]*)/.exec(part)![1]!, RFC3339)
    assert.match(/<id>([^<]*)/.exec(part)![1]!, /^https?:\/\//)
  }
  assert.match(head, /<author><name>[^<]+<\/name><\/author>/)
  assert.match(head, /<link rel="self" type="application\/atom\+xml" href="[^"]+"\/>/)
  const ids = entries.map((entry) => /<id>([^<]*)/.exec(entry)![1]!)
  assert.equal(new Set(ids).size, ids.length, 'ids are unique')
  return { ids, titles: entries.map((entry) => unescaped(/<title>([^<]*)/.exec(entry)![1]!)) }
}

type Json = Record<string, unknown>

/** JSON Feed 1.1: what must be there, and what each is. */
function assertJsonFeed(text: string) {
  const feed = JSON.parse(text) as Json
  assert.equal(feed.version, 'https://jsonfeed.org/version/1.1')
  for (const name of ['title', 'home_page_url', 'feed_url', 'language']) assert.equal(typeof feed[name], 'string', name)
  for (const name of ['home_page_url', 'feed_url']) assert.ok(URL.canParse(String(feed[name])), name)
  for (const author of feed.authors as Json[]) assert.equal(typeof author.name, 'string')
  const items = feed.items as Json[]
  assert.ok(Array.isArray(items))
  for (const item of items) {
    for (const name of ['id', 'url', 'title', 'content_text', 'language']) assert.equal(typeof item[name], 'string', name)
    for (const name of ['date_published', 'date_modified']) assert.match(String(item[name]), RFC3339)
    assert.ok(URL.canParse(String(item.url)))
    assert.ok(Array.isArray(item.tags) && item.tags.every((tag) => typeof tag === 'string'))
    assert.deepEqual(Object.keys(item).filter((name) => !['id', 'url', 'title', 'content_text', 'language', 'date_published', 'date_modified', 'tags'].includes(name)), [])
  }
  assert.equal(new Set(items.map(({ id }) => id)).size, items.length, 'ids are unique')
  return { ids: items.map(({ id }) => id as string), titles: items.map(({ title }) => title as string), texts: items.map(({ content_text: text }) => text as string) }
}

test('all feeds are what they say they are, in both languages, empty and full, and a page names them', async (t) => {
  const here = await desk(t)
  const both = async (list: string, lang: string) => {
    const [atom, json] = await Promise.all(['atom', 'json'].map((form) => here.anyone.get(`/${list}.${form}?lang=${lang}`)))
    assert.match(atom!.headers.get('content-type')!, /^application\/atom\+xml/)
    assert.match(json!.headers.get('content-type')!, /^application\/feed\+json/)
    const found = [assertAtom(await atom!.text()), assertJsonFeed(await json!.text())] as const
    assert.deepEqual(found[0].ids, found[1].ids)
    assert.deepEqual(found[0].titles, found[1].titles)
    return found[1]
  }
  for (const list of ['feed', 'corrections']) assert.deepEqual((await both(list, 'en')).ids, [])
  const id = here.published()
  here.publishedReport()
  here.published(here.correctedOnce(id), 'A < B & C\u0007')
  for (const [list, page] of [['feed', '/'], ['corrections', '/corrections']] as const) {
    assert.deepEqual((await both(list, 'ar')).ids, [`http://desk.test/claims/${id}/v/2`, `http://desk.test/reports/${here.report.id}/v/2`])
    assert.deepEqual((await both(list, 'en')).titles, ['Disputed: 73 blessés', 'Checked report: Le pont'])
    const named = tagsIn(await (await here.anyone.get(page)).text()).filter(({ attributes }) => attributes.rel === 'alternate').map(({ attributes: { type, href } }) => [type, href])
    assert.deepEqual(named, [['application/atom+xml', '/feed.atom'], ['application/atom+xml', '/corrections.atom'], ['application/feed+json', '/feed.json'], ['application/feed+json', '/corrections.json'], ['application/ld+json', '/claimreview.json']])
  }
})

/** What somebody could have typed. */
const HOSTILE = {
  'what XML cannot hold': 'a\u0000b\u0007c\u000bd\uFFFEe\u{1F44B}f',
  'markup': `</title><script>alert(1)</script>]]>&amp;&#0;<!-- "'`,
  'directions that are opened and not closed': '\u202E\u2066\u202Bسطر\u202D',
  'directions that are closed and were not opened': '\u202C\u2069\u2069after',
  'ten thousand letters': 'ا'.repeat(10_000),
  'halves of pairs': 'x\uD83Dy\uDC4Bz',
}

for (const [name, text] of Object.entries(HOSTILE)) {
  test(`a feed holds ${name}, and stays a feed`, async (t) => {
    const here = await desk(t)
    const id = here.published()
    here.publishedReport()
    here.published(here.correctedOnce(id), 'Counted anew.')
    const entries = [...listNewest(here.db, 50), ...listCorrections(here.db, NOTHING_SEEN, 50).slice(2)].map((entry) => withText(entry, text))
    const feed: Feed = { title: text.toWellFormed(), deskName: text, publicUrl: 'http://desk.test', path: '/feed.atom', page: '/', locale: 'en', t: words.en }
    const { titles } = assertAtom(atomOf(entries, feed))
    const json = assertJsonFeed(jsonFeedOf(entries, feed))
    assert.equal(json.ids.length, entries.length)
    for (const said of [...titles, ...json.titles, ...json.texts]) {
      const [opened, closed] = [/[\u202A\u202B\u202D\u202E\u2066-\u2068]/g, /[\u202C\u2069]/g].map((signs) => said.match(signs)?.length ?? 0)
      assert.equal(opened, closed, 'what is opened is closed')
      assert.ok(!/^Disputed: \u202C/.test(said))
    }
    if (text.length === 10_000) assert.ok(json.texts.every((said) => said.length === 10_000), 'nothing is cut off')
  })
}

function withText(entry: Entry, text: string): Entry {
  if (entry.of === 'report') return { of: 'report', publication: { ...entry.publication, title: text, notice: entry.publication.notice && { ...entry.publication.notice, reason: text } } }
  const { document } = entry.publication
  if (document.kind === 'withdrawal') return entry
  return { of: 'claim', publication: { ...entry.publication, document: { ...document, claim: { ...document.claim, statement: text }, notice: document.notice && { ...document.notice, reason: text } } } }
}
