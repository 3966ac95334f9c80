import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compare, differencesOf } from './compare.ts'
import { reanchoring, type Reanchored } from './reanchor.ts'
import type { Span } from './span.ts'

const spanIn = (text: string, words: string): Span => {
  const start = text.indexOf(words)
  assert.ok(start >= 0 && text.indexOf(words, start + 1) < 0, `${words} stands once`)
  return { start, end: start + words.length }
}

// What became of some words: the outcome, and what stands there now. Of several pieces, each.
function after(old: string, now: string, ...words: string[]): [outcome: string, ...now: string[]] {
  const found = reanchoring(compare(old, now))(words.map((piece) => spanIn(old, piece)))
  return found.outcome === 'vanished' ? ['vanished'] : [found.outcome, ...found.pieces.map(({ start, end }) => now.slice(start, end))]
}

const OLD = 'The mayor said five people died in the fire. The hospital counts 73 wounded. Seventy firemen came from the harbour.\nThe cause of it is not known.'

const REVISIONS: [what: string, now: string, words: string, becomes: [string, ...string[]]][] = [
  ['nothing', OLD, '73 wounded', ['same', '73 wounded']],
  ['a sentence before', `Updated on Friday. ${OLD}`, '73 wounded', ['moved', '73 wounded']],
  ['a sentence after', `${OLD} More follows.`, '73 wounded', ['same', '73 wounded']],
  ['a number', OLD.replace('73', '75'), '73 wounded', ['changed', '75 wounded']],
  ['all there is of it, in the same surroundings', OLD.replace('73', '75'), '73', ['changed', '75']],
  ['the word at its beginning', OLD.replace('five', 'seven'), 'five people died in the fire', ['changed', 'seven people died in the fire']],
  ['one word for three at its beginning', OLD.replace('five', 'at least seven'), 'five people died in the fire', ['changed', 'at least seven people died in the fire']],
  ['the word at its end', OLD.replace('the harbour', 'the coast'), 'firemen came from the harbour', ['changed', 'firemen came from the coast']],
  ['a word inside', OLD.replace('people died', 'people have died'), 'five people died', ['changed', 'five people have died']],
  ['the word before', OLD.replace('said five', 'believes five'), 'five people died', ['moved', 'five people died']],
  ['a word put in before', OLD.replace('said five', 'said that five'), 'five people died', ['moved', 'five people died']],
  ['the spaces', OLD.replace('people died in', 'people\ndied  in'), 'five people died in the fire', ['moved', 'five people\ndied  in the fire']],
  ['the sentence taken out', OLD.replace(' The hospital counts 73 wounded.', ''), 'The hospital counts 73 wounded', ['vanished']],
  ['another sentence in its place', OLD.replace('The hospital counts 73 wounded', 'Rain is expected by Monday'), 'The hospital counts 73 wounded', ['vanished']],
  ['its sentence gone elsewhere', `${OLD.replace(' Seventy firemen came from the harbour.', '')} Seventy firemen came from the harbour.`, 'Seventy firemen came from the harbour', ['moved', 'Seventy firemen came from the harbour']],
  ['its sentence gone elsewhere, with another word', `Ninety firemen came from the harbour. ${OLD.replace(' Seventy firemen came from the harbour.', '')}`, 'Seventy firemen came from the harbour', ['changed', 'Ninety firemen came from the harbour']],
]

for (const [what, now, words, becomes] of REVISIONS) {
  test(`“${words}”, when what changes is ${what}`, () => assert.deepEqual(after(OLD, now, words), becomes))
}

test('the same words elsewhere are other words: they were there before', () => {
  const old = 'Ostrel counts 73 dead. Marwick counts 73 dead among the firemen. Nobody else does.'
  const [first, second] = [{ start: 14, end: 21 }, { start: 38, end: 45 }]
  assert.deepEqual([old.slice(first.start, first.end), old.slice(second.start, second.end)], ['73 dead', '73 dead'])
  const now = old.slice(23)
  const find = reanchoring(compare(old, now))
  assert.equal(find([first]).outcome, 'vanished')
  assert.deepEqual(find([second]), { outcome: 'moved', span: { start: 15, end: 22 }, pieces: [{ start: 15, end: 22 }], likeness: 1 })
})

test('a piece without a word has no place of its own in another version', () => {
  const [old, now] = ['Ostrel counts 73 dead.', 'Ostrel itself counts 75 dead.']
  const find = reanchoring(compare(old, now))
  assert.deepEqual(find([{ start: 6, end: 7 }]), { outcome: 'vanished', likeness: 0 })
  const found = find([{ start: 6, end: 7 }, { start: 7, end: 13 }])
  assert.ok(found.outcome !== 'vanished')
  assert.deepEqual(found.pieces.map(({ start, end }) => now.slice(start, end)), ['counts'])
})

test('Arabic that is written otherwise is another word, whatever search makes of it', () => {
  const old = 'وقالت الهيئة الاسلامية إن ٣ قرى أُخليت.'
  assert.deepEqual(after(old, old.replace('الاسلامية', 'الإسلامية'), 'الهيئة الاسلامية'), ['changed', 'الهيئة الإسلامية'])
  assert.deepEqual(after(old, old.replace('٣', '3'), '٣ قرى'), ['changed', '3 قرى'])
  assert.deepEqual(after(old, old.replace('قرى', 'قُرى'), '٣ قر'), ['changed', '٣ قُرى'], 'a mark is never cut off its letter')
})

test('each piece of a claim is found for itself', () => {
  const old = 'The mayor, who lost his house, resigned, the council said, on Tuesday evening.'
  assert.deepEqual(after(old, old.replace('said', 'announced'), 'The mayor', 'resigned', 'on Tuesday evening'), ['changed', 'The mayor', 'resigned', 'on Tuesday evening'])
  assert.deepEqual(after(old, old.replace('Tuesday', 'Monday'), 'The mayor', 'resigned', 'on Tuesday evening'), ['changed', 'The mayor', 'resigned', 'on Monday evening'])
  assert.deepEqual(after(old, old.replace(', on Tuesday evening', ''), 'The mayor', 'resigned', 'on Tuesday evening'), ['changed', 'The mayor', 'resigned'])
})

const WORDS = ['الحرس', 'كِتَاب', '٧٣', '73', 'bridge', 'e\u0301t\u00E9', '👩‍👩‍👧', '🏳️‍🌈', '«قال»', '\u2067left\u2069', 'ـ', 'لا\u200cيزال', 'x', '.', '،', '1️⃣'] as const
const text = (least: number) => fc.array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', '\n', '  ')), { minLength: least, maxLength: 60 }).map((parts) => parts.flat().join(''))

// One to three pieces of a text, in order, from word to word.
const pieced = fc.record({ old: text(3), cuts: fc.uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 6 }) }).map(({ old, cuts }) => {
  const starts = Array.from(old.matchAll(/\S+/g), ({ 0: word, index }) => ({ start: index, end: index + word.length }))
  const at = [...new Set(cuts.map((cut) => cut % starts.length))].toSorted((a, b) => a - b)
  const pieces = at.flatMap((index, n) => n % 2 === 0 ? [{ start: starts[index]!.start, end: starts[at[n + 1] ?? index]!.end }] : [])
  return { old, pieces }
})

const moved = (pieces: readonly Span[], by: number) => pieces.map(({ start, end }) => ({ start: start + by, end: end + by }))

test('in the same text everything is the same', () => {
  fc.assert(fc.property(pieced, ({ old, pieces }) => {
    const found = reanchoring(compare(old, old))(pieces)
    assert.deepEqual(found, { outcome: 'same', span: { start: pieces[0]!.start, end: pieces.at(-1)!.end }, pieces, likeness: 1 })
  }))
})

test('what is put in before moves the claim by exactly its length', () => {
  fc.assert(fc.property(pieced, fc.constantFrom('neu ', 'جديد\n', '🆕 🆕 '), ({ old, pieces }, put) => {
    const found = reanchoring(compare(old, put + old))(pieces)
    assert.deepEqual([found.outcome, (found as { pieces?: Span[] }).pieces], ['moved', moved(pieces, put.length)])
  }))
})

test('what is taken out is gone, whatever like it is left', () => {
  fc.assert(fc.property(text(2), text(2), fc.constantFrom('اِخْتَفَى كلُّ شيء هنا', 'One two three four'), (before, after, words) => {
    const span = { start: before.length, end: before.length + words.length }
    const found = reanchoring(compare(`${before}${words}. ${after}`, `${before}${after}`))([span])
    assert.equal(found.outcome, 'vanished')
  }))
})

test('a word changed inside is a changed claim in the right place', () => {
  fc.assert(fc.property(text(2), text(2), (before, after) => {
    const old = `${before}alpha beta gamma delta ${after}`
    const now = `neu ${before}alpha beta GAMMA delta ${after}`
    const start = before.length
    const found = reanchoring(compare(old, now))([{ start, end: start + 22 }])
    assert.deepEqual([found.outcome, found.outcome !== 'vanished' && now.slice(found.span.start, found.span.end)], ['changed', 'alpha beta GAMMA delta'])
    assert.equal((found as { span: Span }).span.start, start + 4)
  }))
})

// Some of it taken out, doubled, put elsewhere or replaced.
const edited = (old: string) => fc.array(fc.record({ from: fc.nat(old.length), length: fc.nat(40), to: fc.nat(old.length), how: fc.constantFrom('cut', 'copy', 'move', 'write'), word: fc.constantFrom(...WORDS) }), { maxLength: 6 })
  .map((edits) => edits.reduce((text, { from, length, to, how, word }) => {
    const [part, rest] = [text.slice(from, from + length), how === 'copy' ? text : text.slice(0, from) + text.slice(from + length)]
    return how === 'cut' ? rest : `${rest.slice(0, to)} ${how === 'write' ? word : part} ${rest.slice(to)}`
  }, old).toWellFormed())

const splits = (text: string, at: number) => /^[\uDC00-\uDFFF]/.test(text.slice(at)) || /^\p{M}/u.test(text.slice(at))

function assertSound(found: Reanchored, now: string) {
  if (found.outcome === 'vanished') return
  const { span, pieces, likeness } = found
  assert.deepEqual(span, { start: pieces[0]!.start, end: pieces.at(-1)!.end })
  for (const [index, piece] of pieces.entries()) {
    assert.ok(piece.start < piece.end && piece.end <= now.length && piece.start >= (index === 0 ? 0 : pieces[index - 1]!.end), JSON.stringify(found))
    assert.ok(/\S/.test(now.slice(piece.start, piece.end)))
  }
  assert.ok(likeness >= 0.5 && likeness <= 1)
}

test('whatever is done to a text, what is found are stretches of it, in order, that cut no character', () => {
  const cases = pieced.chain(({ old, pieces }) => edited(old).map((now) => ({ old, pieces, now })))
  const outcomes = new Set<string>()
  fc.assert(fc.property(cases, ({ old, pieces, now }) => {
    const found = reanchoring(compare(old, now))(pieces)
    outcomes.add(found.outcome)
    assertSound(found, now)
    if (found.outcome === 'vanished') return
    if (found.outcome !== 'changed') assert.equal(wordsIn(now, found.span), wordsIn(old, { start: pieces[0]!.start, end: pieces.at(-1)!.end }))
    for (const { start, end } of found.pieces) {
      // Where an edit tore a character apart, its halves are characters of their own.
      assert.ok(!splits(now, start) || start === 0 || /\s/.test(now[start - 1]!), `${JSON.stringify(now)} at ${start}`)
      assert.ok(!splits(now, end), `${JSON.stringify(now)} at ${end}`)
    }
  }), { numRuns: 2000 })
  assert.deepEqual([...outcomes].toSorted(), ['changed', 'moved', 'same', 'vanished'])
})

const wordsIn = (text: string, { start, end }: Span) => text.slice(start, end).replace(/\s+/g, '')

test('the differences hold both texts: the new one letter by letter, of the old one every word', () => {
  const cases = text(1).chain((old) => edited(old).map((now) => ({ old, now })))
  fc.assert(fc.property(cases, ({ old, now }) => {
    const differences = differencesOf(compare(old, now))
    const only = (...kinds: string[]) => differences.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text).join('')
    assert.equal(only('same', 'new'), /\S/.test(now) ? now : '')
    assert.equal(only('same', 'gone').replace(/\s+/g, ''), old.replace(/\s+/g, ''))
    if (old === now) assert.deepEqual(differences, [{ kind: 'same', text: old }])
  }))
})
