import { z } from 'zod'
import type { Services } from '../app.ts'
import { orAsBefore } from '../audit/trail.ts'
import { applyCaveat, coversAt, stampOf } from '../claims/caveats.ts'
import { Covers } from '../claims/form.ts'
import { acceptAll, dismissAll } from '../claims/triage.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { ID } from '../ids.ts'
import { Marking } from '../reports/form.ts'
import { markPassage, MARKS } from '../reports/passages.ts'
import { findPassage } from '../reports/reports.ts'
import { choice } from '../web/fields.ts'
import { problem } from '../web/form.ts'
import type { Asked, Operation } from './operation.ts'
import { read } from './read.ts'
import { withReport } from './report-changes.ts'
import type { Told } from './told.ts'

const Covering = z.object({ known: z.string(problem('missing')).max(20_000, problem('tooLong')), covers: z.array(z.string(problem('choose')).regex(ID, problem('choose'))).max(200, problem('tooMany')) })

const nothing = { schema: z.object({}), example: {} }

/** What is done with a passage of a report: the functions behind the forms beside its text. */
export const passageOperations = ({ db }: Services): Operation[] => [...ofSuggestions(db), ...ofCaveats(db)]

function ofSuggestions(db: Database): Operation[] {
  return [
    {
      id: 'markPassage', method: 'post', path: '/reports/:reportId/passages/:number/mark', door: 'POST /reports/:reportId/passages/:number/mark', room: 'reports', told: { one: 'Report' },
      body: { schema: z.object({ mark: choice(['', ...MARKS]) }), example: { mark: 'opinion' } },
      run: (asked) => {
        const { number } = passageAt(db, asked)
        const { mark } = read(Marking, asked.sent)
        return withReport(db, asked, (reportId) => markPassage(db, asked.act, reportId, number, mark || null))
      },
    },
    {
      id: 'acceptInPassage', method: 'post', path: '/reports/:reportId/passages/:number/acceptance', door: 'POST /reports/:reportId/passages/:number/acceptance', room: 'reports', told: { one: 'Report' },
      body: nothing,
      run: (asked) => {
        const passage = passageAt(db, asked)
        return withReport(db, asked, (reportId) => acceptAll(db, asked.act, reportId, passage))
      },
    },
    {
      id: 'dismissInPassage', method: 'post', path: '/reports/:reportId/passages/:number/dismissal', door: 'POST /reports/:reportId/passages/:number/dismissal', room: 'reports', told: { one: 'Report' },
      body: nothing,
      run: (asked) => {
        const passage = passageAt(db, asked)
        return withReport(db, asked, (reportId) => dismissAll(db, asked.act, reportId, passage))
      },
    },
  ]
}

function ofCaveats(db: Database): Operation[] {
  return [
    {
      id: 'getCaveat', method: 'get', path: '/reports/:reportId/passages/:number/caveat', door: 'GET /reports/:reportId', room: 'reports', told: { one: 'Caveat' },
      run: (asked) => ({ body: toldCaveat(db, asked.params.reportId!, passageAt(db, asked).number) }),
    },
    {
      id: 'applyCaveat', method: 'post', path: '/reports/:reportId/passages/:number/caveat', door: 'POST /reports/:reportId/passages/:number/caveat', room: 'reports', told: { one: 'Caveat' },
      body: { schema: Covering, example: { known: '', covers: ['7K3M9Q2XTA'] } },
      run: (asked) => {
        const { number } = passageAt(db, asked)
        const { known, covers: claimIds } = read(Covers, read(Covering, asked.sent))
        const reportId = asked.params.reportId!
        orAsBefore(() => applyCaveat(db, asked.act, { reportId, number, claimIds, known }), () => {})
        return { body: toldCaveat(db, reportId, number) }
      },
    },
  ]
}

function passageAt(db: Database, { params: { reportId, number } }: Asked) {
  if (!/^\d{1,6}$/.test(number!)) throw notFound()
  return findPassage(db, reportId!, Number(number))
}

function toldCaveat(db: Database, reportId: string, number: number): Told<'Caveat'> {
  const covers = coversAt(db, reportId, number)
  return { known: stampOf(covers), covers: covers.map(({ claimId, number, proposed }) => ({ claimId, number, proposed: Boolean(proposed) })) }
}
