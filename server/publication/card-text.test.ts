import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostileTexts } from '../testing-hostile.ts'
import { drawable, levelsIn, lineOf, lineWithin, runsOf, wrapped, type Style } from './card-text.ts'
import { sfntOf } from './woff.ts'

const ARABIC: Style = { weight: '600', size: 40, dir: 'rtl' }
const LATIN: Style = { weight: '600', size: 40, dir: 'ltr' }

/** What one sees from left to right: each part as it is read, and which way it runs. Fonts play no part. */
function seen(text: string, style: Style): string {
  const parts: { text: string; level: number }[] = []
  for (const { text: part, level } of runsOf(text, style, levelsIn(text, style))) {
    const last = parts.at(-1)
    if (last?.level === level) last.text = level % 2 ? part + last.text : last.text + part
    else parts.push({ text: part, level })
  }
  return parts.map(({ text: part, level }) => `${level % 2 ? '←' : '→'}[${part}]`).join('')
}

test('letters stand in the order in which Unicode puts them', () => {
  assert.equal(seen('أُسر 46 من الحرس', ARABIC), '←[ من الحرس]→[46]←[أُسر ]')
  assert.equal(seen('قال Ali Hassan (في R9) نعم', ARABIC), '←[) نعم]→[R9]←[ (في ]→[Ali Hassan]←[قال ]')
  assert.equal(seen('The ministry said ‘لن تتراجع’ on 5–6 March', LATIN), '→[The ministry said ‘]←[لن تتراجع]→[’ on 5–6 March]')
  assert.equal(seen('According to \u2068وزارة الدفاع\u2069, 5 times', LATIN), '→[According to ]←[وزارة الدفاع]→[, 5 times]')
  assert.equal(seen('According to وزارة الدفاع, 5 times', LATIN), '→[According to ]→[5]←[وزارة الدفاع, ]→[ times]', 'which is what the isolating signs are for')
})

test('letters of a word are shaped beside each other', () => {
  const widthOf = (text: string, style = ARABIC) => lineOf(text, style).width
  assert.ok(widthOf('بيت') < widthOf('ب') + widthOf('ي') + widthOf('ت'), 'Arabic letters join')
  assert.equal(lineOf('لا', ARABIC).glyphs.length, 1, 'lam and alef are one shape')
  assert.notEqual(lineOf('می‌خواهم', ARABIC).glyphs.length, 0)
  assert.ok(widthOf('कि', LATIN) < widthOf('क', LATIN) + widthOf('ि', LATIN), 'the sign is put before its letter, without a circle')
})

test('what no font has is left out', () => {
  assert.equal(drawable('a 日本語 b 😀👩‍👩‍👧‍👦 c', '600'), 'a … b c')
  assert.equal(drawable('日本 語', '600'), '…')
  assert.equal(drawable('Москва Αθήνα Łódź नमस्ते می‌خواهم', '600'), 'Москва Αθήνα Łódź नमस्ते می‌خواهم')
  assert.equal(drawable('😀', '400'), '')
  for (const text of hostileTexts().filter((_, n) => n % 9 === 0)) {
    const clean = drawable(text, '600')
    for (const style of [ARABIC, LATIN]) assert.ok(Number.isFinite(wrapped(clean.slice(0, 300), style, { width: 900, lines: 4 }).lines.length), text)
    assert.ok(runsOf(clean, LATIN, levelsIn(clean, LATIN)).every(({ text, font: { font } }) => [...text].every((letter) => /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u.test(letter) || font.nominalGlyph(letter.codePointAt(0)!) !== undefined)), text)
  }
})

test('lines are as long as there is room for', () => {
  const text = 'وأوضح المصدر أن القوات التابعة للحكومة انسحبت من مواقعها في محيط تل زيزان بعد معارك استمرت أكثر من ثلاثة أيام متواصلة'
  const { lines, whole } = wrapped(text, ARABIC, { width: 700, lines: 5 })
  assert.deepEqual([lines.map((line) => line.text).join(' '), whole], [text, true])
  for (const [index, { width, text }] of lines.entries()) {
    assert.ok(width <= 700, `${width}`)
    const next = lines[index + 1]?.text.split(' ')[0]
    if (next) assert.ok(lineOf(`${text} ${next}`, ARABIC).width > 700, `${next} would have fitted`)
  }
})

test('what is too long ends with three dots, at a word, or a letter of one that is longer', () => {
  const cut = (text: string, style = LATIN) => wrapped(text, style, { width: 300, lines: 2 })
  const { lines, whole } = cut('one two three four five, six seven eight nine ten eleven')
  assert.deepEqual([lines.map(({ text }) => text), whole], [['one two three', 'four five, six…'], false])
  assert.equal(lineWithin('one, two three', LATIN, lineOf('one, tw', LATIN).width).text, 'one…')
  for (const text of ['x'.repeat(3000), 'ب'.repeat(3000), `short ${'W'.repeat(300)}`, 'word '.repeat(900), '( '.repeat(400)]) {
    const { lines } = cut(text, /\p{Script=Arabic}/u.test(text) ? ARABIC : LATIN)
    assert.ok(lines.length === 2 && lines.every(({ width }) => width <= 300) && lines[1]!.text.endsWith('…'), text.slice(0, 20))
  }
  assert.match(lineWithin('مكتب التحقق في مدينة بعيدة', ARABIC, 300).text, /^مكتب .*…$/)
  assert.deepEqual(wrapped('', LATIN, { width: 300, lines: 2 }), { lines: [], whole: true })
})

test('only fonts of the web are unpacked', () => {
  assert.throws(() => sfntOf(Buffer.from('OTTO and nothing else')), /no font/)
})
