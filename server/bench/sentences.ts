import type { Random } from './random.ts'
import { VOCABULARY, type Tongue } from './words.ts'

/** How a sentence of ours says who said it. */
export type Said = { text: string; speaker: string; verb: string }

/** A sentence that asserts something; its full stop is part of it. */
export function assertion(random: Random, tongue: Tongue): Said {
  const words = VOCABULARY[tongue]
  const speaker = filled(random, tongue, random.often(words.speakers))
  const verb = random.often(words.verbs)
  const that = tongue === 'en' ? ' that' : ''
  const what = `${random.often(words.subjects)} ${random.pick(words.happenings)} ${random.chance(0.5) ? inPlace(tongue) : ''}${random.pick(words.times)}`
  const tail = random.chance(0.35) ? `${tongue === 'en' ? ',' : '،'} ${random.pick(words.tails)}` : ''
  return { text: `${speaker} ${verb}${that} ${filled(random, tongue, what)}${tail}.`, speaker: speaker.replace(/,$/, ''), verb }
}

const inPlace = (tongue: Tongue) => tongue === 'en' ? 'in @ ' : 'في @ '

/** A sentence in which there is nothing to check. */
export const remark = (random: Random, tongue: Tongue) => random.pick(VOCABULARY[tongue].remarks)

/** A short text such as a rationale. */
export const note = (random: Random, tongue: Tongue) => `${assertion(random, tongue).text} ${remark(random, tongue)}`

function filled(random: Random, tongue: Tongue, pattern: string): string {
  return pattern.replace(/[#@%]/g, (sign) => {
    if (sign === '#') return numberOf(random, tongue)
    return sign === '@' ? random.pick(VOCABULARY[tongue].places) : nameOf(random, tongue)
  })
}

/** Of two thousand names, so that each is rare. */
export function nameOf(random: Random, tongue: Tongue): string {
  return VOCABULARY[tongue].syllables.map((syllables) => random.pick(syllables)).join('')
}

function numberOf(random: Random, tongue: Tongue): string {
  const n = random.chance(0.6) ? random.between(2, 99) : random.between(1, 90) * 100
  return tongue === 'ar' && random.chance(0.5) ? EASTERN.format(n) : WESTERN.format(n)
}

const EASTERN = new Intl.NumberFormat('ar-EG')
const WESTERN = new Intl.NumberFormat('en-GB')
