import { z } from 'zod'
import type { Services } from '../app.ts'
import { doneBefore, orAsBefore } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { publishingForm, Withdrawal } from '../publication/form.ts'
import { planPublication } from '../publication/report-plan.ts'
import { publishReport, unpublishReport } from '../publication/report-publication.ts'
import { latestOfReport, versionOfReport } from '../publication/report-versions.ts'
import { ReportApproval } from '../verdicts/form.ts'
import { signOffReport } from '../verdicts/report-sign-off.ts'
import { needed, optional } from '../web/fields.ts'
import { problem } from '../web/form.ts'
import type { Answer, Asked, Operation } from './operation.ts'
import { read } from './read.ts'
import { toldReport, type Told } from './told.ts'

/** Hashes of what somebody has seen: they stand in the answer that was read before, and in their place stands no version of a claim. */
const CONTENT = 'a3f1'.repeat(16)

const Approving = z.object({ content: needed(64), reason: optional(1000) })
const Publishing = z.object({ content: needed(64), reason: optional(5000) })
const Unpublishing = z.object({ publication: z.int(problem('missing')).min(1, problem('missing')).max(999_999_999, problem('missing')), reason: needed(5000) })

/** What is done with a report as a whole: the functions behind the forms of its page. */
export const reportChanges = (services: Services): Operation[] => [signingOff(services), ...publishing(services)]

/** Does it, unless it came before; and answers with the report as it is then. */
export function withReport(db: Database, { params }: Asked, work: (reportId: string) => void): Answer {
  const reportId = params.reportId!
  orAsBefore(() => work(reportId), () => {})
  return { body: toldReport(db, reportId) }
}

const signingOff = ({ db }: Services): Operation => ({
  id: 'signOffReport', method: 'post', path: '/reports/:reportId/sign-offs', door: 'POST /reports/:reportId/sign-offs', room: 'verdicts', told: { one: 'Report' },
  body: { schema: Approving, example: { content: CONTENT } },
  run: (asked) => {
    const { content, reason } = read(ReportApproval, read(Approving, asked.sent))
    return withReport(db, asked, (reportId) => signOffReport(db, asked.act, { reportId, contentHash: content, reason }))
  },
})

function publishing(services: Services): Operation[] {
  const { db, now } = services
  return [
    {
      id: 'planPublication', method: 'get', path: '/reports/:reportId/publications', door: 'GET /reports/:reportId/publications', room: 'publications', told: { one: 'Plan' },
      run: ({ params }) => ({ body: toldPlan(params.reportId!) }),
    },
    {
      id: 'getReportPublication', method: 'get', path: '/reports/:reportId/publications/:number', door: 'GET /reports/:reportId/v/:number', room: 'publications', told: { one: 'Publication' },
      run: ({ params: { reportId, number } }) => {
        const version = /^[1-9]\d{0,5}$/.test(number!) ? versionOfReport(db, reportId!, Number(number)) : undefined
        if (!version) throw notFound()
        return { body: version.text }
      },
    },
    {
      id: 'publishReport', method: 'post', path: '/reports/:reportId/publications', door: 'POST /reports/:reportId/publications', room: 'publications', told: { one: 'Plan' },
      body: { schema: Publishing, example: { content: CONTENT } },
      run: ({ act, params, sent }) => {
        const reportId = params.reportId!
        const publishing = read(Publishing, sent)
        // What was done is not asked for anew: the plan may want a reason by now.
        if (!doneBefore(db, act)) {
          const { content, reason } = read(publishingForm(planPublication(db, reportId, now())), publishing)
          publishReport(db, act, { reportId, content, reason }, services)
        }
        return { body: toldPlan(reportId) }
      },
    },
    {
      id: 'unpublishReport', method: 'post', path: '/reports/:reportId/unpublishing', door: 'POST /reports/:reportId/unpublishing', room: 'publications', told: { one: 'Plan' },
      body: { schema: Unpublishing, example: { publication: 1, reason: 'It is written anew.' } },
      run: ({ act, params, sent }) => {
        const reportId = params.reportId!
        const { publication: seen, ...rest } = read(Unpublishing, sent)
        const { publication, reason } = read(Withdrawal, { ...rest, publication: String(seen) })
        orAsBefore(() => unpublishReport(db, act, { reportId, publication, reason }, services), () => {})
        return { body: toldPlan(reportId) }
      },
    },
  ]

  function toldPlan(reportId: string): Told<'Plan'> {
    const { planned, isNews, needsReason, fingerprint } = planPublication(db, reportId, now())
    const latest = latestOfReport(db, reportId)
    return {
      content: fingerprint, isNews, needsReason, claims: planned.map(({ claim, outcome }) => ({ id: claim.id, outcome })),
      latest: latest ? { version: latest.version, kind: latest.document.kind, at: latest.at, sha256: latest.sha256 } : null,
    }
  }
}
