import { isStandIn } from './english-actors.ts'
import { recallKind, recallPronoun, recallTitled } from './english-pronouns.ts'
import type { Attribution, Memory, Passage, Stance } from './reading.ts'
import { attributionOf, continued, recallIn, remember, resume, type Speaker } from './speakers.ts'

// A reporting verb in its passage.
export type Cue = { at: number; form: string; stance: Stance }

const AROUND = 40

export function speaking(speaker: Speaker, cue: Cue, memory: Memory, passage: Passage, medium: string | null = null): Attribution {
  const earlier = earlierSpeaker(speaker, memory)
  if (earlier) {
    resume(memory, earlier)
    return continued(earlier, cue.form, cue.stance, medium)
  }
  const by = attributionOf([{ ...speaker, medium }], cue.form, cue.stance)
  remember(memory, by, null, introductionOf(passage, speaker))
  return by
}

// The name with what stands around it in its sentence: "Ana Brel, the mayor of Dorn".
function introductionOf({ text, words }: Passage, { source }: Speaker): string {
  return text.slice(Math.max(words[0]!.start, source.start - AROUND), Math.min(words.at(-1)!.end, source.end + AROUND))
}

// "according to their preliminary statement"
const THEY: Readonly<Record<string, string>> = { its: 'it', their: 'they', his: 'he', her: 'she' }
const THEIR_PAPER = /^(its|their|his|her) (?:\S+ ){0,2}(?:reports?|statement|stud(?:y|ies)|data|figures|findings|website|account|post|tally)$/i

function earlierSpeaker(speaker: Speaker, memory: Memory): Attribution | null {
  const { name } = speaker
  if (/^the (?:(?:mother|father|widow|grandmother|grandfather) of|\d+-year-old)/i.test(name)) return recallPronoun(memory, 'he')
  const whose = THEIR_PAPER.exec(name)?.[1]?.toLowerCase()
  if (whose) return recallPronoun(memory, THEY[whose]!)
  const paper = /^(?:the|that|this) (report|statement|study|letter)$/i.exec(name)?.[1]
  if (paper) return recallIn(memory, paper)
  return recallTitled(memory, name) ?? (isStandIn(speaker) ? recallKind(memory, name) ?? recallPronoun(memory, name.toLowerCase()) : null)
}
