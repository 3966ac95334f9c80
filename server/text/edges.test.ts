import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { EDGE_MOVES, moveEdge, splitBefore, wordsIn } from './edges.ts'
import { anchorOf, written } from './pieces.ts'

const TEXT = 'قالَ العمدةُ، وهو في القرية 🌊: «إن الجسر (R9) مغلق».'
const at = (words: string) => { const start = TEXT.indexOf(words); return { start, end: start + words.length } }
const moved = (pieces: string[], move: (typeof EDGE_MOVES)[number]) => {
  const found = moveEdge(TEXT, 'ar', pieces.map(at), move)
  return found && written(anchorOf(TEXT, found))
}

test('an edge moves by a word, over what stands between words; an emoji is one', () => {
  assert.equal(moved(['العمدةُ'], 'start_earlier'), 'قالَ العمدةُ')
  assert.equal(moved(['العمدةُ'], 'end_later'), 'العمدةُ، وهو')
  assert.equal(moved(['في القرية'], 'end_later'), 'في القرية 🌊')
  assert.equal(moved(['🌊'], 'end_later'), '🌊: «إن')
  assert.equal(moved(['في القرية 🌊'], 'end_earlier'), 'في القرية')
  assert.equal(moved(['الجسر (R9) مغلق'], 'end_earlier'), 'الجسر (R9')
  assert.equal(moved(['وهو في'], 'start_later'), 'في')
})

test('where there is no further word, or none would be left, the edge does not move', () => {
  assert.equal(moved(['قالَ العمدةُ'], 'start_earlier'), null)
  assert.equal(moved(['مغلق'], 'end_later'), null)
  assert.equal(moved(['مغلق'], 'start_later'), null)
  assert.equal(moved(['مغلق'], 'end_earlier'), null)
})

test('an edge inside a word moves to the end of that word first', () => {
  assert.equal(moved(['لعمدة'], 'start_earlier'), 'العمدة')
  assert.equal(moved(['العمد'], 'end_later'), 'العمدةُ')
})

test('a piece grows into the next and becomes one with it, and goes when it has no word left', () => {
  assert.equal(moved(['العمدةُ', 'في القرية'], 'end_earlier'), 'العمدةُ … في')
  assert.equal(moved(['العمدةُ', 'القرية'], 'end_earlier'), 'العمدةُ')
  assert.equal(moved(['العمدةُ', 'القرية'], 'start_later'), 'القرية')
})

test('what is cut in two leaves out what stands between, and a bracket goes with the word that it opens', () => {
  const halves = (pieces: string[], word: string) => splitBefore(TEXT, 'ar', pieces.map(at), at(word).start)?.map((half) => written(anchorOf(TEXT, half)))
  assert.deepEqual(halves(['العمدةُ، وهو في القرية'], 'وهو'), ['العمدةُ', 'وهو في القرية'])
  assert.deepEqual(halves(['القرية 🌊: «إن الجسر'], 'إن'), ['القرية 🌊', '«إن الجسر'])
  assert.deepEqual(halves(['العمدةُ', 'في القرية'], 'القرية'), ['العمدةُ … في', 'القرية'])
  assert.deepEqual(halves(['العمدةُ', 'في القرية'], 'في'), ['العمدةُ', 'في القرية'])
  assert.equal(halves(['العمدةُ، وهو'], 'العمدةُ'), undefined)
})

test('no edge ever stands inside a pair, or between a letter and its marks', () => {
  const unit = fc.constantFrom('قُتِ', 'ل', ' ', 'e\u0301\u0323', '🌊', '👩‍👩‍👧‍👦', '🇸🇾', '𝒳', '،', '\u202B', '\u200D', '\n', 'ab')
  fc.assert(fc.property(fc.array(unit, { minLength: 2, maxLength: 20 }), fc.nat(), fc.nat(), fc.constantFrom(...EDGE_MOVES), (units, a, b, move) => {
    const text = units.join('')
    const edges = [0, ...units.map((_, index) => units.slice(0, index + 1).join('').length)]
    const [start, end] = [edges[a % edges.length]!, edges[b % edges.length]!].sort((x, y) => x - y) as [number, number]
    if (start === end) return
    for (const piece of moveEdge(text, 'ar', [{ start, end }], move) ?? []) {
      for (const edge of [piece.start, piece.end]) {
        if (edge === start || edge === end) continue
        assert.ok(text.slice(0, edge).isWellFormed(), `${edge} in ${JSON.stringify(text)}`)
        assert.ok(!/[\p{L}\p{M}]$/u.test(text.slice(0, edge)) || !/^\p{M}/u.test(text.slice(edge)), `${edge} in ${JSON.stringify(text)}`)
      }
    }
    assert.ok(wordsIn(text, 'ar', [{ start, end }]).every((word) => word.start >= start && word.end <= end))
  }))
})
