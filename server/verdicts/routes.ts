import { z } from 'zod'
import type { Services } from '../app.ts'
import { claimForm, stamp } from '../claims/claim-form.ts'
import type { Routes } from '../people/access.ts'
import { choice, needed, optional } from '../web/fields.ts'
import { problem } from '../web/form.ts'
import { RATIONALE_AT_LEAST, VERDICTS } from './rules.ts'
import { signOff } from './sign-off.ts'
import { proposeVerdict, requestChanges } from './verdicts.ts'

const Proposal = z.object({
  ...stamp,
  verdict: choice(VERDICTS),
  rationale: needed(10_000).pipe(z.string().min(RATIONALE_AT_LEAST, problem('rationaleShort'))),
  settle: optional(5000),
}).refine(({ verdict, settle }) => verdict !== 'unverifiable' || settle !== '', { path: ['settle'], error: problem('missing') })

export function verdictRoutes(services: Services): Routes {
  const { db } = services

  return {
    'POST /claims/:claimId/verdicts': claimForm(services, 'verdicts', Proposal, (act, { once: _once, ...sent }, { claimId }) =>
      proposeVerdict(db, act, { claimId, ...sent })),

    'POST /claims/:claimId/change-requests': claimForm(services, 'change-requests', z.object({ ...stamp, request: needed(5000) }),
      (act, { version, request }, { claimId }) => requestChanges(db, act, { claimId, version, request })),

    'POST /claims/:claimId/sign-offs': claimForm(services, 'sign-offs', z.object({ ...stamp, bypassReason: optional(1000) }),
      (act, { version, bypassReason }, { claimId }) => signOff(db, act, { claimId, version, bypassReason })),
  }
}
