import { z } from 'zod'
import { choice, needed, once, optional, optionalAddress } from '../web/fields.ts'
import { OUTCOMES } from './rules.ts'

/** What a reader fills in; the address is kept as text, and nobody goes there by itself. */
export const LetterForm = z.object({ once, message: needed(5000), seenAt: optionalAddress, name: optional(200), contact: optional(300) })

/** `holder`: who had the letter in hand when the form was made; '' for nobody. */
export const TakingForm = z.object({ once, holder: z.string().catch('') })

export const AnswerForm = z.object({ once, outcome: choice(OUTCOMES), answer: needed(5000) })
