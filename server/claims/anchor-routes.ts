import { z } from 'zod'
import type { Services } from '../app.ts'
import type { Routes } from '../people/access.ts'
import { findReport, passagesAround } from '../reports/reports.ts'
import { EDGE_MOVES } from '../text/edges.ts'
import { hullOf } from '../text/pieces.ts'
import { choice, neededId, whole } from '../web/fields.ts'
import { problem } from '../web/form.ts'
import { claimForm } from './claim-form.ts'
import { findClaim } from './claims.ts'
import { moveEdges } from './edges.ts'
import { quotedFrom, stamp } from './form.ts'
import { merge } from './merge.ts'
import { MERGE_KINDS } from './rules.ts'
import { split } from './split.ts'

type Params = { claimId: string }

/** Where a claim stands: its edges, its halves, and what it is one with. */
export function anchorRoutes(services: Services): Routes {
  const { db } = services

  return {
    'POST /claims/:claimId/edges': claimForm(services, 'edges', edging, (act, { version, move, quote }, { claimId }) =>
      moveEdges(db, act, { claimId, version, to: move ? { move } : { pieces: quote! } })),

    'POST /claims/:claimId/split': claimForm(services, 'split', splitting, (act, { version, before, first, second }, { claimId }) =>
      split(db, act, { claimId, version, cut: first && second ? { halves: [first, second] } : { before: before! } })),

    'POST /claims/:claimId/merging': claimForm(services, 'merging', Merging, (act, { version, into, as }, { claimId }) =>
      merge(db, act, { claimId, version, into, as })),
  }

  /** Words of the claim's report; those near where it stands, if they stand in several places. */
  function wordsNear({ claimId }: Params) {
    const claim = findClaim(db, claimId)
    return quotedFrom(findReport(db, claim.reportId), hullOf(passagesAround(db, claim.reportId, claim)))
  }

  function edging(params: Params) {
    return z.object({ ...stamp, move: choice(EDGE_MOVES).optional(), quote: wordsNear(params).optional() })
      .refine(({ move, quote }) => move !== undefined || quote !== undefined, { path: ['quote'], error: problem('missing') })
  }

  /** Two halves in words of their own, or else the word before which it comes apart. */
  function splitting(params: Params) {
    const half = z.preprocess((sent) => sent === '' ? undefined : sent, wordsNear(params).optional())
    return z.object({ ...stamp, before: whole.optional(), first: half, second: half })
      .refine(({ first, second }) => (first === undefined) || second !== undefined, { path: ['second'], error: problem('missing') })
      .refine(({ first, second }) => (second === undefined) || first !== undefined, { path: ['first'], error: problem('missing') })
      .refine(({ before, first }) => before !== undefined || first !== undefined, { path: ['before'], error: problem('choose') })
  }
}

const Merging = z.object({ ...stamp, into: neededId, as: choice(MERGE_KINDS) })
