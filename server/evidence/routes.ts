import { z } from 'zod'
import type { Services } from '../app.ts'
import { claimForm, stamp } from '../claims/claim-form.ts'
import type { Routes } from '../people/access.ts'
import { needed, once } from '../web/fields.ts'
import { findClaim } from '../claims/claims.ts'
import { attachLink, recordSearch, reinstate, withdraw } from './evidence.ts'
import { knownAround, proposeOrigin } from './origins.ts'
import { fileNameOf } from './contents.ts'
import { LinkForm, SearchForm } from './form.ts'
import { askForSnapshot, bytesOfSnapshot, confirmSnapshot } from './snapshots.ts'

export function evidenceRoutes(services: Services): Routes {
  const { db } = services

  return {
    'POST /claims/:claimId/evidence': claimForm(services, 'evidence', LinkForm.extend(stamp), (act, { once: _once, ...sent }, { claimId }) =>
      attachLink(db, act, { claimId, ...sent }), withOrigin),

    'POST /claims/:claimId/searches': claimForm(services, 'searches', SearchForm.extend(stamp), (act, { once: _once, ...sent }, { claimId }) =>
      recordSearch(db, act, { claimId, ...sent })),

    'POST /claims/:claimId/evidence/:evidenceId/withdrawal': claimForm(services, ({ evidenceId }) => `withdrawal-${evidenceId}`, z.object({ ...stamp, reason: needed(500) }),
      (act, { version, reason }, params: { claimId: string; evidenceId: string }) => withdraw(db, act, { ...params, version, reason })),

    'POST /claims/:claimId/evidence/:evidenceId/reinstatement': claimForm(services, 'reinstatement', z.object(stamp),
      (act, { version }, params: { claimId: string; evidenceId: string }) => reinstate(db, act, { ...params, version })),

    'POST /claims/:claimId/evidence/:evidenceId/snapshots': claimForm(services, 'snapshots', z.object({ once }),
      (act, _sent, params: { claimId: string; evidenceId: string }) => askForSnapshot(db, act, params)),

    'POST /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/confirmation': claimForm(services, 'confirmation', z.object({ once }),
      (act, _sent, params: { claimId: string; evidenceId: string; snapshotId: string }) => confirmSnapshot(db, act, params)),

    // Somebody else's page: it is saved, and never opened here.
    'GET /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/file': (req, res) => {
      const { bytes, endedAt, sha256, mediaType } = bytesOfSnapshot(db, req.params)
      res.attachment(fileNameOf({ endedAt, sha256, mediaType })).type('application/octet-stream')
      res.set({ 'Content-Security-Policy': "sandbox; default-src 'none'", 'Cache-Control': 'no-store' }).send(bytes)
    },
  }

  /** An origin that was left out, and that the desk may know, is filled in for somebody to confirm; where it knows none, it is asked for. */
  function withOrigin(typed: Record<string, string>, { claimId }: { claimId: string }): Record<string, string> | null {
    if (typed.origin?.trim() !== '') return null
    const proposal = proposeOrigin(knownAround(db, findClaim(db, claimId)), typed)
    return proposal && { ...typed, origin: proposal.origin, likeness: proposal.by, likeTitle: proposal.title, focus: 'origin' }
  }
}
