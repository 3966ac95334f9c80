import { z } from 'zod'
import { choice, once } from '../web/fields.ts'
import { MARKS } from './passages.ts'

/** What a passage is that holds no claim; '' takes that back. */
export const Marking = z.object({ once, mark: choice(['', ...MARKS]) })
