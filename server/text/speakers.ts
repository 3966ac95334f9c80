import type { Attribution, Hop, Memory, Source, Stance } from './reading.ts'

export type Speaker = { source: Source; name: string; named: boolean; medium: string | null }

// Nobody reports what somebody reported what somebody reported for longer than this.
const LONGEST_CHAIN = 5

// Speakers stand innermost first. The claimant is the innermost who is named; an agency answers for its anonymous sources.
export function attributionOf(speakers: readonly Speaker[], cue: string, stance: Stance): Attribution {
  const claimant = speakers.find(({ named }) => named) ?? speakers[0]
  const chain = speakers.map(({ name, named, medium }, index): Hop => ({
    actor: name, named, medium, verb: index === speakers.length - 1 ? cue : null,
  }))
  return { source: claimant?.source ?? null, chain, cue, stance }
}

// The same speaker goes on, in words of another kind.
export function continued(earlier: Attribution, cue: string, stance: Stance, medium: string | null): Attribution {
  const chain = earlier.chain.map((hop, index) => (index === 0 ? { ...hop, verb: cue, medium: medium ?? hop.medium } : hop))
  return { ...earlier, chain, cue, stance }
}

// «بحسب رويترز» behind what somebody said: one more hop, further out.
export function relayedBy(inner: Attribution, outer: Attribution): Attribution {
  return { ...inner, chain: [...inner.chain, ...outer.chain].slice(0, LONGEST_CHAIN) }
}

export function newMemory(): Memory {
  return { speakers: new Map(), last: null, subject: null, described: [] }
}

// How many speakers a reader keeps in mind.
const MOST_REMEMBERED = 12

export function remember(memory: Memory, by: Attribution, gender: string | null, words = ''): void {
  if (!by.source) return
  memory.last = by
  if (gender) memory.speakers.set(gender, by)
  if (words) memory.described = [{ words: words.toLowerCase(), by }, ...memory.described].slice(0, MOST_REMEMBERED)
}

// Somebody who spoke before speaks again.
export function resume(memory: Memory, by: Attribution): void {
  memory.last = by
  const index = memory.described.findIndex((each) => each.by.source === by.source)
  if (index > 0) memory.described.unshift(...memory.described.splice(index, 1))
}

export function recall(memory: Memory, gender: string | null): Attribution | null {
  return (gender && memory.speakers.get(gender)) || memory.last || memory.subject
}

// «الوزير» is the last speaker who was introduced as «وزير …».
export function recallBy(memory: Memory, title: string): Attribution | null {
  const pattern = title.toLowerCase()
  return memory.described.find(({ words }) => words.split(/[\s،,]+/).includes(pattern))?.by ?? null
}

// "the report" is whoever spoke in a report.
export function recallIn(memory: Memory, medium: string): Attribution | null {
  return memory.described.find(({ by }) => by.chain.some((hop) => hop.medium?.toLowerCase().includes(medium.toLowerCase())))?.by ?? null
}
