// Text as pages hold it: shapes and ligatures instead of letters, and in the order in which they stand from left to right.

const SHAPES = /[\uFB00-\uFB06\uFB50-\uFBB1\uFBD3-\uFD3D\uFD50-\uFDF9\uFE70-\uFEFC]/
const ALL_SHAPES = new RegExp(SHAPES, 'g')

export const hasShapes = (text: string) => SHAPES.test(text)

// Marks come with a space or a stroke to sit on, which is no letter of the text.
const SEAT = /^[ \u0640](?=\p{M})/u

// Every shape turned into the letters it stands for, ligatures into theirs. In a text that is in its order already.
export const lettersOf = (text: string) => text.replace(ALL_SHAPES, (shape) => shape.normalize('NFKC').replace(SEAT, ''))

type Joins = { before: boolean; after: boolean }

// Which neighbours a shape is drawn to join. Unicode lists the shapes of a letter one after the other: alone, at the end, at the beginning, in the middle.
const JOINS: ReadonlyMap<string, Joins> = joiningShapes()

function joiningShapes(): Map<string, Joins> {
  const joins = new Map<string, Joins>()
  for (const [first, last] of [[0xfb50, 0xfbb1], [0xfbd3, 0xfbe9], [0xfbfc, 0xfbff], [0xfe80, 0xfefc]] as const) {
    for (let code = first, place = 0; code <= last; code++) {
      const shape = String.fromCharCode(code)
      place = shape.normalize('NFKC') === String.fromCharCode(code - 1).normalize('NFKC') && code > first ? place + 1 : 0
      joins.set(shape, { before: place === 1 || place === 3, after: place === 2 || place === 3 })
    }
  }
  return joins
}

// Words that every longer text has, and endings that no word begins with: backwards they tell that a text runs the wrong way.
const FREQUENT = new Set('في من على إلى أن إن عن التي الذي هذا هذه كان قال بعد است را که این برای'.split(' '))
const backwards = (word: string) => Array.from(word).reverse().join('')
const BACKWARDS = new Set(Array.from(FREQUENT, backwards)).difference(FREQUENT)

// Tanwin ends a word, but for an alef; and no word begins with a mark.
const TANWIN_AT_END = /[\u064B-\u064D]\u0651?[اى]?(?![\p{L}\p{M}])/gu
const MARK_ASTRAY = /[\u064B-\u064D]\u0651?(?![\u0651\u064B-\u064D]?[اى]?(?![\p{L}\p{M}]))|(?<![\p{L}\p{M}])\p{M}/gu

// What speaks for the letters of a text standing in the order in which they are read, and what against it.
export function orderOf(text: string): { right: number; wrong: number } {
  const letters = lettersOf(text)
  const words = letters.replace(/[\p{M}\u0640]/gu, '').match(/\p{Script=Arabic}{2,}/gu) ?? []
  const evidence = [
    joinsIn(text),
    { right: words.filter((word) => FREQUENT.has(word) || /[ةى]$/.test(word)).length, wrong: words.filter((word) => BACKWARDS.has(word) || /^[ةى]/.test(word)).length },
    { right: letters.match(TANWIN_AT_END)?.length ?? 0, wrong: letters.match(MARK_ASTRAY)?.length ?? 0 },
  ]
  return { right: evidence.reduce((sum, { right }) => sum + right, 0), wrong: evidence.reduce((sum, { wrong }) => sum + wrong, 0) }
}

// Shapes that are drawn to join their neighbour, and whether it is there.
function joinsIn(text: string): { right: number; wrong: number } {
  const shapes = Array.from(text.replace(/[\p{M}\uFE70-\uFE7F]/gu, ''))
  let [right, wrong] = [0, 0]
  for (const [index, shape] of shapes.entries()) {
    const [here, next] = [JOINS.get(shape), shapes[index + 1] ?? '']
    if (!here) continue
    if (here.after) JOINS.get(next)?.before || next === '\u0640' ? right++ : wrong++
    else if (JOINS.get(next)?.before) wrong++
  }
  return { right, wrong }
}

const PAIRS = ['()', '[]', '{}', '<>', '«»', '‹›']
const MIRRORS: Readonly<Record<string, string>> = Object.fromEntries(PAIRS.flatMap(([open, close]) => [[open, close], [close, open]]))

// What is drawn the other way round where the text runs from right to left.
export const mirrored = (text: string) => text.replace(/[()[\]{}<>«»‹›]/g, (sign) => MIRRORS[sign]!)

// How many brackets and quotation marks find their partner.
export const pairsIn = (text: string) => text.match(/\([^()]*\)|\[[^[\]]*\]|«[^«»]*»|‹[^‹›]*›/g)?.length ?? 0

// Marks that stand before their letters, put behind them.
export const marksBehind = (text: string) => text.replace(/(?<!\p{M})(\p{M}+)(\p{L})/gu, '$2$1')

// A text read from its other end: letter by letter with their marks; numbers and Latin words keep their direction.
export const turned = (text: string) => (text.match(/[\p{Script=Latin}\p{N}]+(?:[.,:/٫٬-]?[\p{Script=Latin}\p{N}]+)*|.\p{M}*/gsu) ?? []).reverse().join('')
