import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closed } from '../text/closed.ts'
import { forXml, nameIn, sentenceIn } from './word-text.ts'

/** Stretches as one reads them here: those that run to the left in square brackets. Marks and embeddings by their names. */
const NAMES: Record<string, string> = { '\u200E': 'LRM', '\u200F': 'RLM', '\u202A': 'LRE', '\u202B': 'RLE', '\u202C': 'PDF' }
const told = (stretches: ReturnType<typeof sentenceIn>) =>
  stretches.map(({ text, dir }) => NAMES[text] ?? (dir === 'rtl' ? `[${text}]` : text)).join('|')

test('letters of the other direction get a stretch of their own, with the figures and signs that belong to them', () => {
  assert.equal(told(sentenceIn('قصفت طائرة F-16 الجسر (R9)، 12 جريحًا', 'rtl')), '[قصفت طائرة ]|F-16|[ الجسر (]|R9)، 12|[ جريحًا]')
  assert.equal(told(sentenceIn('He wrote “الجسر مغلق” twice', 'ltr')), 'He wrote “|[الجسر مغلق]|” twice')
  assert.equal(told(sentenceIn('سُجّل', 'ltr')), '[سُجّل]')
  assert.equal(told(sentenceIn('2026', 'rtl')), '[2026]')
  assert.equal(told(sentenceIn('', 'rtl')), '')
})

test('a name in a sentence keeps its own order, and draws nothing of the sentence into it', () => {
  assert.equal(told(sentenceIn('اقترحه \u2068Yusuf (2)\u2069، 3 مارس', 'rtl')), '[اقترحه ]|RLM|LRE|Yusuf (2)|PDF|RLM|[، 3 مارس]')
  assert.equal(told(sentenceIn('by \u2068سلمى\u2069, 3 March', 'ltr')), 'by |LRM|RLE|[سلمى]|PDF|LRM|, 3 March')
  assert.equal(told(sentenceIn('by \u2068Salma\u2069.', 'ltr')), 'by |LRM|Salma|LRM|.')
  assert.equal(told(nameIn('a1b2/2026-03-02', 'rtl', 'ltr')), 'RLM|LRE|a1b2/2026-03-02|PDF|RLM')
})

test('what a text opens ends with it, and it ends nothing else', () => {
  assert.equal(closed('a\u202Eb'), 'a\u202Eb\u202C')
  assert.equal(closed('\u2067a\u202Ab'), '\u2067a\u202Ab\u202C\u2069')
  assert.equal(closed('a\u202C\u2069b'), 'ab')
  assert.equal(closed('\u2066a\u2069 \u202Bb\u202C'), '\u2066a\u2069 \u202Bb\u202C')
})

test('what XML cannot hold is left out, and nothing else', () => {
  assert.equal(forXml('a\0b\x0B\x1Fc\uFFFE\uFFFF\uD800d\uDC00 \u{1F44B}\r\ne\rf\tg'), 'abcd \u{1F44B}\ne\nf\tg')
})

test('every letter is in a stretch, whatever the text', () => {
  for (const text of ['١٢ a ب 3', '…ا', 'a\u0301ب\u064B c', '\u200Fab\u200F', 'x'.repeat(50_000), `ا${'، '.repeat(50_000)}`]) {
    for (const dir of ['rtl', 'ltr'] as const) assert.equal(sentenceIn(text, dir).map((stretch) => stretch.text).join(''), text)
  }
})
