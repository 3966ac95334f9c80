import type { Problem } from '../web/form.ts'
import type { Original, Step } from './reading/reading.ts'
import { UNDICI } from './reading/tools.ts'
import type { Fetched } from './safe-fetch.ts'

/** A document that came to the desk, with what was done to get it; or why it did not come. */
export type Brought = { original: Original; steps: Step[] } | { problem: Problem }

type File = { buffer: Buffer; mimetype: string; originalname: string }

export const broughtFile = ({ buffer: bytes, mimetype: mediaType, originalname: name }: File): Brought =>
  ({ original: { bytes, mediaType, name, address: '', finalAddress: '' }, steps: [] })

/** Each address that was asked is a step: it shows who sent the desk where. */
export function broughtPage(fetched: Fetched): Brought {
  if ('problem' in fetched) return fetched
  const { hops, ...original } = fetched.page
  const steps = hops.map(({ address: detail, status, ip }, index): Step => ({ step: index < hops.length - 1 ? 'sentOn' : 'fetched', tool: UNDICI, detail, status, ip }))
  return { original, steps }
}
