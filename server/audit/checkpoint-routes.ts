import { hash } from 'node:crypto'
import type { Response } from 'express'
import { z } from 'zod'
import type { Services } from '../app.ts'
import { Refusal } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { latestCheckpoint, openingOf } from './checkpoint.ts'
import { proofBetween } from './proofs.ts'

const size = z.string().regex(/^[1-9]\d{0,9}$/).transform(Number)
const Sizes = z.object({ from: size, to: size })

/** How long others may keep an answer, in seconds. A head is signed each minute; what was proved stays proved. */
const [SHORTLY, LONG] = [30, 3600]

/** What anybody may have who wants to know that the trail only grows: heads, the key, and hashes between two heads. No event, and no path to one. */
export function checkpointRoutes({ db }: Services): Routes {
  return {
    'GET /checkpoint': (_req, res) => sendText(res, latestCheckpoint(db)!.note, SHORTLY),

    'GET /checkpoint/proof': (req, res) => {
      const sizes = Sizes.safeParse(req.query)
      if (!sizes.success || sizes.data.from > sizes.data.to) throw new Refusal(400, (t) => t.refusals.proofSizes)
      const proof = proofBetween(db, sizes.data.from, sizes.data.to)
      if (proof === undefined) throw new Refusal(404, (t) => t.refusals.noSuchHead)
      sendText(res, proof, LONG)
    },

    'GET /.well-known/claimdesk-key': (_req, res) => sendText(res, `${openingOf(db).vkey}\n`, LONG),
  }
}

function sendText(res: Response, text: string, seconds: number) {
  res.set({ 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': `public, max-age=${seconds}`, ETag: `"${hash('sha256', text, 'base64url')}"` })
  res.send(Buffer.from(text))
}
