import { z } from 'zod'
import { LOCALES } from '../people/person.ts'
import { choice, neededDay, once } from '../web/fields.ts'
import { problem } from '../web/form.ts'
import { EXTENTS } from './brief.ts'
import { FORMS } from './writing.ts'

/** A report over several reports: of what the queue shows, or of what was signed off in a period. A field called `form` would stand in the way of what browsers call so. */
export const OfFilter = z.object({ once, as: choice(FORMS), extent: choice(EXTENTS), lang: choice(LOCALES) })
export const OfPeriod = OfFilter.extend({ from: neededDay, to: neededDay }).refine(({ from, to }) => from <= to, { message: problem('endsBefore'), path: ['to'] })
