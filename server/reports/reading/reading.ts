import type { Problem } from '../../web/form.ts'

/**
 * A document as it came, from the file field of a form or from an address. `name` and `mediaType` are what the sender says;
 * what is inside decides. Both addresses are '' for a file; a page has the one that was asked for and the one that answered.
 */
export type Original = { bytes: Buffer; mediaType: string; name: string; address: string; finalAddress: string }

/** What can be done between the bytes of an original and the text of a report; the catalogues hold a sentence for each. */
export const STEPS = [
  'sentOn', 'fetched', 'decoded', 'documentText', 'pagesText', 'mainText', 'wholePage', 'mailText', 'mailPage', 'letters', 'readingOrder', 'lostSigns', 'mark', 'lineEnds', 'edited',
] as const

/**
 * `tool` is a program and its version; `detail` the address that was asked, the encoding that was read, how many signs were lost, or who edited.
 * Of an address: what it answered, and from which IP.
 */
export type Step = { step: (typeof STEPS)[number]; tool?: string; detail?: string; status?: number; ip?: string }

/** What a document says of itself, for a person to confirm; '' where it says nothing. */
export type Proposals = { title: string; author: string; publisher: string; publishedOn: string; sourceAddress: string; language: string }

/** What a reader makes of the bytes of its kind. */
export type Extract = { text: string; steps: Step[]; proposals: Partial<Proposals> } | { problem: Problem }

export const refused = (problem: Problem) => ({ problem })
