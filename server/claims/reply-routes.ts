import { z } from 'zod'
import type { Services } from '../app.ts'
import { dayOf } from '../days.ts'
import type { Routes } from '../people/access.ts'
import { needed } from '../web/fields.ts'
import { claimForm, stamp } from './claim-form.ts'
import { ReplyForm, ReplyRequestForm } from './form.ts'
import { askForReply, findRequest, recordAnswer, recordSilence, withdrawRequest } from './replies.ts'

type OfRequest = { claimId: string; requestId: string }

/** Whom the desk asked what they say to a claim, and what came of it. */
export function replyRoutes(services: Services): Routes {
  const { db, now } = services

  return {
    'POST /claims/:claimId/requests': claimForm(services, 'requests', () => ReplyRequestForm(dayOf(now())), (act, { once: _once, ...sent }, { claimId }) =>
      askForReply(db, act, { claimId, ...sent })),

    'POST /claims/:claimId/requests/:requestId/answers': claimForm(services, ({ requestId }: OfRequest) => `answer-${requestId}`, ({ claimId, requestId }) => ReplyForm(dayOf(now()), findRequest(db, claimId, requestId)),
      (act, { once: _once, ...sent }, at) => recordAnswer(db, act, { ...at, ...sent })),

    'POST /claims/:claimId/requests/:requestId/silence': claimForm(services, ({ requestId }: OfRequest) => `silence-${requestId}`, z.object(stamp),
      (act, { version }, at) => recordSilence(db, act, { ...at, version })),

    'POST /claims/:claimId/requests/:requestId/withdrawal': claimForm(services, ({ requestId }: OfRequest) => `request-withdrawal-${requestId}`, z.object({ ...stamp, reason: needed(500) }),
      (act, { version, reason }, at) => withdrawRequest(db, act, { ...at, version, reason })),
  }
}
