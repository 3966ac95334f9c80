import { isStandIn } from './english-actors.ts'
import { TITLES } from './english-words.ts'
import type { Attribution, Memory, Passage, Stance } from './reading.ts'
import { attributionOf, continued, recall, recallBy, recallIn, remember, type Speaker } from './speakers.ts'

// A reporting verb in its passage.
export type Cue = { at: number; form: string; stance: Stance }

export function speaking(speaker: Speaker, cue: Cue, memory: Memory, { text }: Passage, medium: string | null = null): Attribution {
  const paper = /^(?:the|that|this) (report|statement|study|letter)$/i.exec(speaker.name)?.[1]
  const earlier = paper ? recallIn(memory, paper) : isStandIn(speaker) ? recallTitled(memory, speaker) ?? recallKind(memory, speaker) ?? recall(memory, null) : recallTitled(memory, speaker)
  if (earlier) return continued(earlier, cue.form, cue.stance, medium)
  const by = attributionOf([{ ...speaker, medium }], cue.form, cue.stance)
  remember(memory, by, null, text.slice(Math.max(0, speaker.source.start - AROUND), speaker.source.end + AROUND))
  return by
}

const AROUND = 40

// "the officials": the last who were called so.
function recallKind(memory: Memory, { name }: Speaker): Attribution | null {
  const kind = name.toLowerCase().split(/\s+/).at(-1)!
  return memory.described.find(({ by }) => by.source!.text.toLowerCase().split(/\s+/).includes(kind))?.by ?? null
}

// "the mayor": whoever was introduced as mayor. "The ministry" is a name of its own.
function recallTitled(memory: Memory, { name }: Speaker): Attribution | null {
  const [article, title, ...rest] = name.toLowerCase().split(/\s+/)
  return article === 'the' && title && rest.length === 0 && TITLES.has(title) ? recallBy(memory, title) : null
}
