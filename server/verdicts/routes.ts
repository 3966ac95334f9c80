import { z } from 'zod'
import type { Services } from '../app.ts'
import { orAsBefore } from '../audit/trail.ts'
import { claimForm, stamp } from '../claims/claim-form.ts'
import type { Routes } from '../people/access.ts'
import { sendReport } from '../claims/report-page.ts'
import { Refusal } from '../errors.ts'
import { choice, needed, optional } from '../web/fields.ts'
import { problem, readForm, typedIn } from '../web/form.ts'
import { ReportApproval } from './form.ts'
import { signOffReport } from './report-sign-off.ts'
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
  const { db, now } = services

  return {
    'POST /reports/:reportId/sign-offs': (req, res) => {
      const { reportId } = req.params
      const read = readForm(ReportApproval, req.body)
      if (!read.ok) return sendReport(db, res.status(422), reportId, { signing: { form: read.form } })
      const { once, content, reason } = read.data
      try {
        orAsBefore(() => signOffReport(db, { person: res.locals.viewer, at: now(), once }, { reportId, contentHash: content, reason }), () => {})
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || refusal.status === 404) throw refusal
        return sendReport(db, res.status(refusal.status), reportId, { signing: { form: { values: typedIn(req.body), problems: {} }, refusal: refusal.sentence } })
      }
      res.redirect(303, `/reports/${reportId}#reading`)
    },

    'POST /claims/:claimId/verdicts': claimForm(services, 'verdicts', Proposal, (act, { once: _once, ...sent }, { claimId }) =>
      proposeVerdict(db, act, { claimId, ...sent })),

    'POST /claims/:claimId/change-requests': claimForm(services, 'change-requests', z.object({ ...stamp, request: needed(5000) }),
      (act, { version, request }, { claimId }) => requestChanges(db, act, { claimId, version, request })),

    'POST /claims/:claimId/sign-offs': claimForm(services, 'sign-offs', z.object({ ...stamp, bypassReason: optional(1000) }),
      (act, { version, bypassReason }, { claimId }) => signOff(db, act, { claimId, version, bypassReason })),
  }
}
