import { isStandIn, speakerOf, type Party } from './arabic-actors.ts'
import { TITLES, type Gender } from './arabic-words.ts'
import type { Attribution, Memory, Passage, Stance } from './reading.ts'
import { attributionOf, continued, recall, recallBy, recallIn, remember, resume } from './speakers.ts'
import { verbatim } from './words.ts'

// A reporting verb in its passage.
export type Cue = { at: number; form: string; stance: Stance; gender: Gender | null }

export function speaking(party: Party, cue: Cue, memory: Memory, passage: Passage): Attribution {
  const { words, text } = passage
  const written = verbatim(text, words[cue.at]!, cue.form)
  const { actor } = party
  const paper = /^ال(تقرير|بيان|دراسة|وثيقة|رسالة)$/.exec(actor?.name ?? '')?.[1]
  const earlier = paper ? recallIn(memory, paper) : !actor || isStandIn(actor) ? recall(memory, cue.gender) : titled(memory, actor.name)
  if (earlier) {
    resume(memory, earlier)
    return continued(earlier, written, cue.stance, party.medium)
  }
  const by = attributionOf(speakerOf(party), written, cue.stance)
  remember(memory, by, cue.gender, introductionOf(passage, by))
  return by
}

// «الوزير» alone: whoever was introduced as «وزير …».
function titled(memory: Memory, name: string): Attribution | null {
  return /^ال\S+$/.test(name) && TITLES.has(name) ? recallBy(memory, name.slice(2)) ?? recallBy(memory, name) : null
}

const AROUND = 60
// Where a report introduces its people. Bounded, so that the work stays linear.
const BEGINNING = 3000

// The name with what stands around it, and where the report first had it: titles before and behind commas.
function introductionOf({ text, words }: Passage, { source }: Attribution): string {
  if (!source) return ''
  const name = source.text.split(/\s/).at(-1)!
  const first = text.slice(0, Math.min(source.start, BEGINNING)).indexOf(name)
  const here = text.slice(Math.max(words[0]!.start, source.start - AROUND), Math.min(words.at(-1)!.end, source.end + AROUND / 2))
  return first < 0 ? here : `${here} ${text.slice(Math.max(0, first - AROUND), first + name.length)}`
}
