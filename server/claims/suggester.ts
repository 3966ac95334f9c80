import { request } from 'undici'
import { readAll } from '../reports/safe-fetch.ts'
import type { Draft } from '../reports/reports.ts'
import { passagesOf } from '../text/passages.ts'
import { readAnswer, type Heard } from './heard.ts'

/** Why a suggester was of no use: it took too long, did not answer, answered with an error, or with something else than what was asked. */
export type Failure = 'slow' | 'silent' | 'refused' | 'garbled'
export type Failed = { failure: Failure }

/** Asks an outside suggester about a text. Never throws because of what it does: the desk has rules of its own. */
export type Suggester = (draft: Pick<Draft, 'text' | 'language'>) => Promise<Heard | Failed>

const MOST_BYTES = 4 * 2 ** 20
const MOST_MILLISECONDS = 20_000

/** Whoever runs the desk chose the address, and it may well be inside their house: nobody else can change it, so no guard stands before it. */
export function suggesterAt(address: string, mostMilliseconds = MOST_MILLISECONDS): Suggester {
  return async ({ text, language }) => {
    const signal = AbortSignal.timeout(mostMilliseconds)
    const asked = JSON.stringify({ language, text, passages: passagesOf(text, language) })
    try {
      const answer = await request(address, { method: 'POST', signal, headers: { 'content-type': 'application/json', 'accept': 'application/json' }, body: asked })
      answer.body.on('error', () => {})
      if (answer.statusCode !== 200) {
        answer.body.destroy()
        return { failure: 'refused' }
      }
      const json = parsed((await readAll(answer.body, MOST_BYTES)).toString())
      return readAnswer(json, text) ?? { failure: 'garbled' }
    } catch (error) {
      return { failure: signal.aborted ? 'slow' : 'problem' in (error as Error) ? 'garbled' : 'silent' }
    }
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
