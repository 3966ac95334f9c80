import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Database } from '../database.ts'
import { verificationReport } from '../export/document.ts'
import { findReport } from '../reports/reports.ts'
import { EDGE_MOVES, wordsIn } from '../text/edges.ts'
import { JOINT } from '../text/pieces.ts'
import type { Span } from '../text/span.ts'
import { key } from '../web/testing.ts'
import { formIn, unescaped } from '../web/testing-page.ts'
import { claimsOfReport } from './claims.ts'
import { MERGE_KINDS } from './rules.ts'
import { desk, type Desk } from './testing.ts'

/** Arabic with and without vowel signs, letters with combining marks, emoji of several parts, halves that only pairs are, marks of direction, line ends as other systems write them. */
const STRETCH = fc.constantFrom(
  'قُتِلَ ', 'الحرسُ ', 'في القرية', '، ', '. ', '.وقال ', ' «73» ', 'cafe\u0301 ', 'Le pont ', 'est fermé', '! ', '👩‍👩‍👧‍👦', '🇸🇾 ', '𝒳𝒴 ', ' 🌊', 'e\u0301\u0323\u0301', 'ـــ', '\u0651 ',
  '\u202B', '\u202C', '\u2068', '\u2069', '\u200F', '\u200D', '\r\n', '\r\n\r\n', '\n\t', '…', ' … ', '"', '&amp;', '<b>', '(', ') ',
)
const TEXT = fc.array(STRETCH, { minLength: 4, maxLength: 40 }).map((stretches) => stretches.join('')).filter((text) => /\p{L}/u.test(text))

const KINDS = ['make', 'makeInPieces', 'makeByWords', 'edge', 'retype', 'split', 'splitInTwo', 'merge', 'dismiss', 'restore', 'accept', 'revise'] as const
const COMMAND = fc.record({ kind: fc.constantFrom(...KINDS), which: fc.nat(), other: fc.nat(), at: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }) })
type Command = typeof COMMAND extends fc.Arbitrary<infer One> ? One : never

test('whatever is made, moved, split, merged, dismissed, restored and revised: every span stored or served is what stands there', async (t) => {
  const here = await desk(t)
  let made = 0
  const done = new Map<string, number>()
  await fc.assert(fc.asyncProperty(TEXT, fc.array(COMMAND, { maxLength: 24, size: 'max' }), async (text, commands) => {
    const versions = [await imported(here, `${text}\r\n№ ${made += 1}`)]
    for (const command of commands) {
      const { status, revised } = await obey(here, versions.at(-1)!, command)
      assert.ok([200, 303, 409, 422].includes(status), `${command.kind}: ${status}`)
      if (status === 303) done.set(command.kind, (done.get(command.kind) ?? 0) + 1)
      if (revised) versions.push(revised)
      for (const version of versions) assertSpans(here.db, version)
    }
    await assertPages(here, versions.at(-1)!)
  }), { numRuns: 80 })
  assert.deepEqual(KINDS.filter((kind) => !done.has(kind)), [], 'each was done at least once, and not only refused')
})

async function imported({ salmas }: Desk, text: string): Promise<string> {
  const answer = await salmas.post('/reports/new', { title: 'Property', text, language: 'ar' })
  return /^\/reports\/(\w{10})$/.exec(answer.headers.get('location') ?? '')![1]!
}

/** Sends the form that the command stands for, as a browser would: with line ends as forms send them. */
async function obey(here: Desk, reportId: string, command: Command): Promise<{ status: number; revised?: string | undefined }> {
  return command.kind === 'revise' ? revise(here, reportId, command) : { status: await obeyForm(here, reportId, { ...command, kind: command.kind }) }
}

/** Brings a later version in which something is gone and something new stands, and lets it in after its consequences were shown. */
async function revise({ db, salmas }: Desk, reportId: string, { other, at }: Command) {
  const { text } = findReport(db, reportId)
  const [cut] = apart(text, at)
  const fresh = ['Hier, il a plu. ', 'الحرسُ ', '🌊 ', '\r\n\r\n', 'e\u0301', ''][other % 6]!
  const later = cut ? text.slice(0, cut.start) + fresh + text.slice(cut.end) : fresh + text
  const path = `/reports/${reportId}/revisions/new`
  const shown = await salmas.post(path, { title: 'Property', text: later })
  if (shown.status !== 200) return { status: shown.status }
  const sent = Object.entries(formIn(await shown.text(), path)).flatMap(([name, field]) => field?.value === undefined ? [] : [[name, field.value] as const])
  const answer = await salmas.post(path, Object.fromEntries(sent))
  return { status: answer.status, revised: /^\/reports\/(\w{10})$/.exec(answer.headers.get('location') ?? '')?.[1] }
}

async function obeyForm({ db, salmas }: Desk, reportId: string, { kind, which, other, at }: Command & { kind: Exclude<Command['kind'], 'revise'> }): Promise<number> {
  const { text } = findReport(db, reportId)
  const claims = claimsOfReport(db, reportId)
  const isDismissed = ({ status }: { status: string }) => status === 'dismissed'
  const worked = claims.filter(({ status }) => status === 'queued')
  const fitting = kind === 'restore' ? claims.filter(isDismissed) : (kind === 'edge' || kind === 'retype') && worked.length > 0 ? worked : claims.filter((one) => !isDismissed(one))
  const claim = fitting[which % fitting.length]
  const others = claims.filter((one) => one !== claim && !isDismissed(one))
  const pieces = apart(text, at)
  const wordsOf = (spans: readonly Span[]) => spans.map(({ start, end }) => text.slice(start, end)).join(JOINT).replaceAll('\n', '\r\n')
  const send = async (path: string, fields: Record<string, string>) => (await salmas.post(path, fields)).status

  if (kind === 'make') return send(`/reports/${reportId}/claims`, { quote: wordsOf(pieces.slice(0, 1)), start: String(pieces[0]?.start), end: String(pieces[0]?.end) })
  if (kind === 'makeInPieces') return send(`/reports/${reportId}/claims`, { quote: wordsOf(pieces), pieces: pieces.map(({ start, end }) => `${start}-${end}`).join(' ') })
  if (kind === 'makeByWords') return send(`/reports/${reportId}/claims`, { quote: wordsOf(pieces.slice(0, 1 + (other % 3))) })
  if (!claim) return 200
  const form = (path: string, fields: Record<string, string>) => send(`/claims/${claim.id}/${path}`, { version: String(claim.version), ...fields })
  if (kind === 'edge') return form('edges', { move: EDGE_MOVES[other % EDGE_MOVES.length]! })
  if (kind === 'retype') return form('edges', { quote: wordsOf(pieces.slice(0, 1 + (other % 3))) })
  if (kind === 'split') return form('split', { before: String(at[0]! % 4 === 0 ? other % text.length : wordsIn(text, 'ar', claim.pieces).at(other % 5)?.start) })
  if (kind === 'splitInTwo') return form('split', { first: wordsOf(pieces.slice(0, 1)), second: wordsOf(pieces.slice(1, 2 + (other % 2))) })
  if (kind === 'merge') return form('merging', { into: (others[other % others.length] ?? claim).id, as: MERGE_KINDS[at[0]! % 2]! })
  return form({ dismiss: 'dismissal', restore: 'restoration', accept: 'acceptance' }[kind], {})
}

/** One to three stretches of a text, none of which touches the next. They may cut characters in two, and then are to be refused. */
function apart(text: string, at: readonly number[]): Span[] {
  const cuts = [...new Set(at.map((one) => one % (text.length + 1)))].sort((a, b) => a - b)
  const spans = cuts.slice(1).map((end, index) => ({ start: cuts[index]!, end }))
  return spans.filter((_, index) => index % 2 === 0)
}

type Stored = { id: string; start: number; end: number; quote: string; prefix: string; suffix: string; pieces: string | null }

function assertSpans(db: Database, reportId: string) {
  const { text } = findReport(db, reportId)
  const rows = db.prepare<[string], Stored>('SELECT id, span_start AS start, span_end AS end, quote, prefix, suffix, pieces FROM claims WHERE report_id = ?').all(reportId)
  for (const { start, end, quote, prefix, suffix, pieces } of rows) {
    assertStretch(text, { start, end, exact: quote })
    assert.equal(text.slice(start - prefix.length, end + suffix.length), prefix + quote + suffix)
    assertApart(text, { start, end }, pieces === null ? [[start, end]] : JSON.parse(pieces) as [number, number][])
  }

  const { source, claims } = verificationReport(db, reportId, key)
  assert.equal(source.text, text)
  for (const { quote, alsoSaid } of claims) {
    for (const place of [quote, ...alsoSaid]) {
      assertStretch(text, place)
      for (const piece of place.pieces) assertStretch(text, piece)
      assertApart(text, place, place.pieces.map(({ start, end }) => [start, end]))
    }
  }
}

/** The stretch is what it says, and cuts no character in two. */
function assertStretch(text: string, { start, end, exact }: Span & { exact: string }) {
  assert.equal(text.slice(start, end), exact)
  assert.notEqual(exact, '')
  assert.ok(exact.isWellFormed() && text.slice(0, start).isWellFormed() && text.slice(end).isWellFormed(), `${start}–${end} cuts a character`)
}

/** The pieces lie in the stretch from its first unit to its last, in order and apart. */
function assertApart(text: string, { start, end }: Span, pieces: [number, number][]) {
  assert.deepEqual([pieces[0]![0], pieces.at(-1)![1]], [start, end])
  for (const [index, [from, to]] of pieces.entries()) {
    assert.ok(from < to && from > (pieces[index - 1]?.[1] ?? -1), JSON.stringify(pieces))
    assertStretch(text, { start: from, end: to, exact: text.slice(from, to) })
  }
}

/** What the pages show: the source whole, its marks on the words of the claims, and each claim's quote in its context. */
async function assertPages({ db, salmas }: Desk, reportId: string) {
  const { text } = findReport(db, reportId)
  const page = await (await salmas.get(`/reports/${reportId}`)).text()
  const source = /<article class="source"[^>]*>([\s\S]*?)<\/article>/.exec(page)![1]!
  assert.equal(unescaped(source.replace(/<[^>]*>/g, '')), text)
  const claims = claimsOfReport(db, reportId)
  const marked = markedIn(source)
  for (const { id, status, pieces, mergedInto } of claims) {
    if (status === 'dismissed') assert.equal(marked.has(id), false)
    else for (const { start, end } of pieces) for (let at = start; at < end; at++) assert.ok(marked.get(id)!.has(at), `${at} of ${id}`)
    if (mergedInto !== null) assert.equal(status, 'dismissed')
  }
  const words = claims.filter(({ status }) => status !== 'dismissed').map(({ id }) => id)
  assert.deepEqual([...marked.keys()].filter((id) => !words.includes(id)), [])

  for (const { id, pieces } of claims.slice(0, 3)) {
    const quote = /<blockquote class="quote"[^>]*>([\s\S]*?)<\/blockquote>/.exec(await (await salmas.get(`/claims/${id}`)).text())![1]!
    assert.deepEqual(Array.from(quote.matchAll(/<mark>([^<]*)<\/mark>/g), ([, mark]) => unescaped(mark!)), pieces.map(({ start, end }) => text.slice(start, end)))
    assert.ok(text.includes(unescaped(quote.replace(/<[^>]*>/g, ''))))
  }
}

/** For each claim the places in the text that are marked as its words. */
function markedIn(source: string): Map<string, Set<number>> {
  const marked = new Map<string, Set<number>>()
  let at = 0
  for (const [, claims, words, plain] of source.matchAll(/<mark[^>]*data-claims="([^"]*)"[^>]*>([^<]*)<\/mark>|<[^>]*>|([^<]+)/g)) {
    const length = unescaped(words ?? plain ?? '').length
    for (const id of claims?.split(' ') ?? []) {
      const places = marked.get(id) ?? new Set()
      for (let unit = at; unit < at + length; unit++) places.add(unit)
      marked.set(id, places)
    }
    at += length
  }
  return marked
}
