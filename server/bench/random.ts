const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export type Random = ReturnType<typeof randomFrom>

/** Numbers that look random and are the same on every run (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0

  /** From 0 up to, but not, 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(next() * n)

  return {
    below,
    between: (least: number, most: number) => least + below(most - least + 1),
    chance: (share: number) => next() < share,
    pick: <Item>(list: readonly Item[]): Item => list[below(list.length)]!,
    /** As words are used: the first ones often, the last ones hardly ever. */
    often: <Item>(list: readonly Item[]): Item => list[Math.floor(next() ** 2 * list.length)]!,
    /** In the form of the desk's own ids. */
    id: () => Array.from({ length: 10 }, () => LETTERS[below(32)]).join(''),
  }
}
