import type { Words } from '../views/locales/en.ts'
import type { Formats } from '../views/locales/formats.ts'

/** A sentence in the reader's language, chosen when it is known who reads it. */
export type Sentence = (t: Words, show: Formats) => string

/** A refusal the person using the desk should read. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly status: number
  readonly sentence: Sentence

  constructor(status: number, sentence: Sentence) {
    super(`refused with ${status}`)
    this.status = status
    this.sentence = sentence
  }
}

export const notFound = () => new Refusal(404, (t) => t.refusals.notFound)
export const forbidden = (sentence: Sentence) => new Refusal(403, sentence)
export const conflict = (sentence: Sentence) => new Refusal(409, sentence)
export const unfit = (sentence: Sentence) => new Refusal(422, sentence)
