import { z } from 'zod'
import type { Services } from '../app.ts'
import { quoted, Selection, UNFOUND } from '../claims/form.ts'
import { makeChosen, type Made } from '../claims/making.ts'
import { takeInText } from '../claims/suggestions.ts'
import { isAlreadyDone, orAsBefore } from '../audit/trail.ts'
import { Pasted, readImport } from '../reports/import.ts'
import { findReport, reportWithText } from '../reports/reports.ts'
import { asStored } from '../reports/rules.ts'
import { MODALITIES } from '../text/suggest.ts'
import { choice, optional } from '../web/fields.ts'
import { problem } from '../web/form.ts'
import type { Answer, Asked, Operation } from './operation.ts'
import { wrong, wrongIn } from './problem.ts'
import { read } from './read.ts'
import { toldClaim } from './told.ts'

const place = z.int(problem('quoteMissing')).min(0, problem('quoteMissing')).max(999_999_999, problem('quoteMissing'))

/** The words, verbatim; and where they stand, if they stand in several places: from and to, or the places of several pieces. */
const Words = z.object({
  quote: quoted, start: place.optional(), end: place.optional(), pieces: z.array(z.tuple([place, place], problem('quoteMissing'))).min(2, problem('quoteMissing')).max(20, problem('tooMany')).optional(),
  statement: optional(5000), modality: choice(MODALITIES).default('asserted'),
})

const asSelection = ({ start, end, pieces, ...sent }: z.output<typeof Words>) => ({
  ...sent, start: start === undefined ? null : String(start), end: end === undefined ? null : String(end), pieces: pieces?.map((piece) => piece.join('-')).join(' ') ?? null,
})

const { once: _byHeader, ...importFields } = Pasted.shape
const Import = z.object(importFields)

/** How a report comes in, and what claims are made of it. */
export function reportOperations(services: Services): Operation[] {
  const { db, suggester } = services
  return [
    {
      id: 'importReport', method: 'post', path: '/reports', door: 'POST /reports/new', room: 'reports', told: { one: 'Imported' }, makes: true,
      body: { schema: Import, example: { title: 'The bridge', publisher: 'The Gazette', publishedOn: '2026-03-03', language: 'en', text: 'The town hall counts 73 injured. The bridge is closed.' } },
      run: importText,
    },
    {
      id: 'makeClaim', method: 'post', path: '/reports/:reportId/claims', door: 'POST /reports/:reportId/claims', room: 'claims', told: { one: 'Claim' }, makes: true,
      body: { schema: Words, example: { quote: '73 injured', start: 21, end: 31, statement: 'The town hall counts 73 injured.' } },
      run: makeClaim,
    },
  ]

  async function importText({ act, sent }: Asked): Promise<Answer> {
    const others = Object.keys(sent).filter((name) => typeof sent[name] !== 'string')
    if (others.length > 0) throw wrongIn(others.map((name) => wrong(name, 'otherKind')))
    const known = reportWithText(db, asStored(String(sent.text ?? '')))
    if (known) return imported(known.id, false)
    const ready = readImport(sent, () => undefined)
    if (!ready.ok) throw wrongIn(Object.entries(ready.form.problems).map(([field, name]) => wrong(field, name)))
    try {
      const { id, isNew } = await takeInText(db, act, ready, suggester)
      return imported(id, isNew)
    } catch (error) {
      if (isAlreadyDone(error)) return imported(error.report!, false)
      throw error
    }
  }

  function makeClaim({ act, params, sent }: Asked): Answer {
    const report = findReport(db, params.reportId!)
    const { once: _once, ...selected } = read(Selection, asSelection(read(Words, sent)))
    const made = orAsBefore<Made>(() => makeChosen(db, act, report, selected), (done) => ({ id: done.claim! }))
    if ('unfound' in made) throw wrongIn([wrong('quote', UNFOUND[made.unfound])])
    const claim = toldClaim(db, made.id)
    return { body: claim, version: claim.version, location: `/claims/${claim.id}` }
  }
}

const imported = (id: string, isNew: boolean): Answer => ({ status: isNew ? 201 : 200, body: { id, isNew }, location: `/reports/${id}` })
