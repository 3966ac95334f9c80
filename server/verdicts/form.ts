import { z } from 'zod'
import { once, optional } from '../web/fields.ts'

/** `content` is what the reader saw: what has changed since is not what they approve. */
export const ReportApproval = z.object({ once, content: z.string().catch(''), reason: optional(1000) })
