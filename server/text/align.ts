// Which items of one list are those of another, in order. Both are lists of numbers; the same number is the same item.

// However different two long texts are, the work stays about linear: a stretch that shares nothing rare, and needs more edits than this, counts as replaced.
const MOST_EDITS = 200
const MOST_ROUNDS = 24

export const NOWHERE = -1

// For each item of `a` the index of its counterpart in `b`, or NOWHERE. Counterparts never cross.
export function align(a: readonly number[], b: readonly number[]): Int32Array {
  const toB = new Int32Array(a.length).fill(NOWHERE)
  const open: (Stretch & { round: number })[] = [{ a: 0, aEnd: a.length, b: 0, bEnd: b.length, round: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { round } = next
    const stretch = withoutCommonEnds(a, b, next, toB)
    if (stretch.a === stretch.aEnd || stretch.b === stretch.bEnd) continue
    const pairs = round < MOST_ROUNDS ? rarePairs(a, b, stretch) : []
    if (pairs.length === 0) followEdits(a, b, stretch, toB)
    else for (const between of parted(stretch, pairs, toB)) open.push({ ...between, round: round + 1 })
  }
  return toB
}

type Stretch = { a: number; aEnd: number; b: number; bEnd: number }
type Pair = { a: number; b: number }

function withoutCommonEnds(a: readonly number[], b: readonly number[], { ...stretch }: Stretch, toB: Int32Array): Stretch {
  while (stretch.a < stretch.aEnd && stretch.b < stretch.bEnd && a[stretch.a] === b[stretch.b]) toB[stretch.a++] = stretch.b++
  while (stretch.a < stretch.aEnd && stretch.b < stretch.bEnd && a[stretch.aEnd - 1] === b[stretch.bEnd - 1]) toB[--stretch.aEnd] = --stretch.bEnd
  return stretch
}

// Items that stand once in either stretch, as many as keep their order: where they meet, the stretches surely correspond.
function rarePairs(a: readonly number[], b: readonly number[], stretch: Stretch): Pair[] {
  const inA = onlyPlaces(a, stretch.a, stretch.aEnd)
  const inB = onlyPlaces(b, stretch.b, stretch.bEnd)
  const common = [...inA].flatMap(([item, at]) => {
    const there = inB.get(item)
    return at === NOWHERE || there === undefined || there === NOWHERE ? [] : [{ a: at, b: there }]
  })
  return longestInOrder(common)
}

function onlyPlaces(items: readonly number[], from: number, to: number): Map<number, number> {
  const places = new Map<number, number>()
  for (let at = from; at < to; at++) places.set(items[at]!, places.has(items[at]!) ? NOWHERE : at)
  return places
}

// Pairs come in the order of `a`; the most of them that are in the order of `b` too.
function longestInOrder(pairs: readonly Pair[]): Pair[] {
  const lasts: number[] = []
  const before = new Int32Array(pairs.length).fill(NOWHERE)
  pairs.forEach((pair, index) => {
    let low = 0
    for (let high = lasts.length; low < high;) {
      const middle = (low + high) >> 1
      if (pairs[lasts[middle]!]!.b < pair.b) low = middle + 1
      else high = middle
    }
    if (low > 0) before[index] = lasts[low - 1]!
    lasts[low] = index
  })

  const chain: Pair[] = []
  for (let index = lasts.at(-1) ?? NOWHERE; index !== NOWHERE; index = before[index]!) chain.push(pairs[index]!)
  return chain.reverse()
}

function parted(stretch: Stretch, pairs: readonly Pair[], toB: Int32Array): Stretch[] {
  const between: Stretch[] = []
  let { a, b } = stretch
  for (const pair of pairs) {
    toB[pair.a] = pair.b
    between.push({ a, b, aEnd: pair.a, bEnd: pair.b })
    a = pair.a + 1
    b = pair.b + 1
  }
  return [...between, { a, b, aEnd: stretch.aEnd, bEnd: stretch.bEnd }]
}

// The fewest edits that lead from one stretch to the other (Myers 1986), if they are few.
function followEdits(a: readonly number[], b: readonly number[], stretch: Stretch, toB: Int32Array) {
  const [n, m] = [stretch.aEnd - stretch.a, stretch.bEnd - stretch.b]
  const most = Math.min(n + m, MOST_EDITS)
  const furthest = new Int32Array(2 * most + 3)
  const kept: Int32Array[] = []
  const middle = most + 1

  for (let edits = 0; edits <= most; edits++) {
    kept.push(furthest.slice(middle - edits - 1, middle + edits + 2))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const [left, right] = [furthest[middle + diagonal - 1]!, furthest[middle + diagonal + 1]!]
      let x = diagonal === -edits || (diagonal !== edits && left < right) ? right : left + 1
      while (x < n && x - diagonal < m && a[stretch.a + x] === b[stretch.b + x - diagonal]) x += 1
      furthest[middle + diagonal] = x
      if (x >= n && x - diagonal >= m) return walkBack(kept, stretch, { n, m }, toB)
    }
  }
}

function walkBack(kept: readonly Int32Array[], stretch: Stretch, { n, m }: { n: number; m: number }, toB: Int32Array) {
  let [x, y] = [n, m]
  for (let edits = kept.length - 1; edits >= 0; edits--) {
    const furthest = kept[edits]!
    const at = (diagonal: number) => furthest[diagonal + edits + 1]!
    const diagonal = x - y
    const down = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1))
    const from = down ? diagonal + 1 : diagonal - 1
    const fromX = edits === 0 ? 0 : at(from)
    const entered = edits === 0 ? 0 : down ? fromX : fromX + 1
    while (x > entered) toB[stretch.a + --x] = stretch.b + --y
    x = fromX
    y = edits === 0 ? 0 : fromX - from
  }
}
