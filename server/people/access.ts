import type { RequestHandler } from 'express'
import { ROLES, type Person, type Role } from './person.ts'

const ANYONE = 'anyone'
const MEMBERS = ROLES
const SUPERVISORS = ['supervisor', 'admin'] as const
const ADMINS = ['admin'] as const

/** Every door of the desk, and who may open it. A room can only offer routes that stand here. */
export const ACCESS = {
  'GET /': ANYONE,
  'GET /feed.atom': ANYONE,
  'GET /feed.json': ANYONE,
  'GET /corrections': ANYONE,
  'GET /corrections.atom': ANYONE,
  'GET /corrections.json': ANYONE,
  'GET /schema/verification-report.json': ANYONE,
  'GET /claimreview.json': ANYONE,
  'GET /oembed': ANYONE,
  'GET /healthz': ANYONE,
  'GET /sign-in': ANYONE,
  'POST /sign-in': ANYONE,
  'POST /sign-out': ANYONE,
  'GET /join/:token': ANYONE,
  'POST /join/:token': ANYONE,
  'POST /locale': ANYONE,
  'GET /checkpoint': ANYONE,
  'GET /checkpoint/proof': ANYONE,
  'GET /.well-known/claimdesk-key': ANYONE,
  'GET /verify': ANYONE,
  'POST /verify': ANYONE,

  'GET /people': ADMINS,
  'POST /people': ADMINS,
  'GET /people/:personId/*step': ADMINS,
  'POST /people/:personId/role': ADMINS,
  'POST /people/:personId/disabling': ADMINS,
  'POST /people/:personId/enabling': ADMINS,
  'POST /people/:personId/reset': ADMINS,

  'GET /api': ANYONE,
  'GET /api/v1/openapi.json': ANYONE,

  'GET /tokens': MEMBERS,
  'POST /tokens': MEMBERS,
  'GET /tokens/:tokenId/*step': MEMBERS,
  'POST /tokens/:tokenId/revocation': MEMBERS,

  'GET /reports': MEMBERS,
  'GET /reports/new': MEMBERS,
  'POST /reports/new': MEMBERS,
  'GET /reports/suggestions': MEMBERS,
  'GET /reports/:reportId/revisions/new': MEMBERS,
  'POST /reports/:reportId/revisions/new': MEMBERS,
  'GET /reports/:reportId/changes': MEMBERS,
  // Without an account: what was published of it.
  'GET /reports/:reportId': ANYONE,
  'GET /reports/:reportId/v/:number': ANYONE,
  'GET /reports/:reportId/v/:number/card.ar.png': ANYONE,
  'GET /reports/:reportId/v/:number/card.en.png': ANYONE,
  'GET /reports/:reportId/original': MEMBERS,
  'POST /reports/:reportId/claims': MEMBERS,
  'POST /reports/:reportId/passages/:number/mark': MEMBERS,
  'POST /reports/:reportId/passages/:number/caveat': MEMBERS,
  'POST /reports/:reportId/passages/:number/acceptance': MEMBERS,
  'POST /reports/:reportId/passages/:number/dismissal': MEMBERS,
  'POST /reports/:reportId/sign-offs': SUPERVISORS,
  'GET /reports/:reportId/publications': SUPERVISORS,
  'POST /reports/:reportId/publications': SUPERVISORS,
  'POST /reports/:reportId/unpublishing': SUPERVISORS,
  'GET /reports/:reportId/export.html': MEMBERS,
  'GET /reports/:reportId/export.json': MEMBERS,
  'GET /reports/:reportId/export.csv': MEMBERS,
  'GET /reports/:reportId/export.pdf': MEMBERS,
  'GET /reports/:reportId/export.docx': MEMBERS,
  'GET /reports/:reportId/export.zip': MEMBERS,

  'GET /reports/:reportId/*form': MEMBERS,
  'GET /exports': MEMBERS,
  'POST /exports': MEMBERS,
  // Their own; those who supervise, everybody's.
  'GET /exports/:exportId': MEMBERS,
  'GET /exports/:exportId/file': MEMBERS,
  'GET /exports/:exportId/*form': MEMBERS,
  'POST /exports/:exportId/cancellation': MEMBERS,

  'GET /claims': MEMBERS,
  'GET /claims/assignments': MEMBERS,
  'POST /claims/assignments': SUPERVISORS,
  'GET /claims/similar': MEMBERS,
  // Without an account: what was published of it.
  'GET /claims/:claimId': ANYONE,
  'GET /claims/:claimId/v/:number': ANYONE,
  'GET /claims/:claimId/v/:number/card.ar.png': ANYONE,
  'GET /claims/:claimId/v/:number/card.en.png': ANYONE,
  'GET /claims/:claimId/embed': ANYONE,
  'GET /claims/:claimId/errors/new': ANYONE,
  'POST /claims/:claimId/errors/new': ANYONE,
  'GET /claims/:claimId/errors/sent': ANYONE,
  'GET /claims/:claimId/similar': MEMBERS,
  'GET /claims/:claimId/*form': MEMBERS,
  'POST /claims/:claimId/acceptance': MEMBERS,
  'POST /claims/:claimId/dismissal': MEMBERS,
  'POST /claims/:claimId/restoration': MEMBERS,
  'POST /claims/:claimId/wording': MEMBERS,
  'POST /claims/:claimId/statements': MEMBERS,
  'POST /claims/:claimId/words': MEMBERS,
  'POST /claims/:claimId/attribution': MEMBERS,
  'POST /claims/:claimId/chain': MEMBERS,
  'POST /claims/:claimId/attribution-check': MEMBERS,
  'POST /claims/:claimId/due': MEMBERS,
  'POST /claims/:claimId/links': MEMBERS,
  'POST /claims/:claimId/links/:linkId/withdrawal': MEMBERS,
  'POST /claims/:claimId/requests': MEMBERS,
  'POST /claims/:claimId/requests/:requestId/answers': MEMBERS,
  'POST /claims/:claimId/requests/:requestId/silence': MEMBERS,
  'POST /claims/:claimId/requests/:requestId/withdrawal': MEMBERS,
  'POST /claims/:claimId/assignment': SUPERVISORS,
  'POST /claims/:claimId/edges': MEMBERS,
  'POST /claims/:claimId/split': MEMBERS,
  'POST /claims/:claimId/merging': MEMBERS,
  'POST /claims/:claimId/remarks': MEMBERS,
  'POST /claims/:claimId/check-out': MEMBERS,
  'POST /claims/:claimId/release': MEMBERS,

  'POST /claims/:claimId/evidence': MEMBERS,
  'POST /claims/:claimId/searches': MEMBERS,
  'POST /claims/:claimId/taken-evidence': MEMBERS,
  'POST /claims/:claimId/evidence/:evidenceId/withdrawal': MEMBERS,
  'POST /claims/:claimId/evidence/:evidenceId/reinstatement': MEMBERS,
  'POST /claims/:claimId/evidence/:evidenceId/snapshots': MEMBERS,
  'GET /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/file': MEMBERS,
  'POST /claims/:claimId/evidence/:evidenceId/snapshots/:snapshotId/confirmation': MEMBERS,

  'POST /claims/:claimId/verdicts': MEMBERS,
  'POST /claims/:claimId/change-requests': SUPERVISORS,
  'POST /claims/:claimId/sign-offs': SUPERVISORS,
  'GET /claims/:claimId/draft': SUPERVISORS,
  'POST /claims/:claimId/publications': SUPERVISORS,
  'POST /claims/:claimId/corrections': SUPERVISORS,
  'POST /claims/:claimId/unpublishing': SUPERVISORS,

  'GET /letters': SUPERVISORS,
  'GET /letters/:letterId': SUPERVISORS,
  'GET /letters/:letterId/*step': SUPERVISORS,
  'POST /letters/:letterId/taking': SUPERVISORS,
  'POST /letters/:letterId/answer': SUPERVISORS,
  'POST /letters/:letterId/erasure': SUPERVISORS,

  'GET /desk': SUPERVISORS,

  'GET /audit': MEMBERS,

  'GET /webhooks': ADMINS,
  'POST /webhooks': ADMINS,
  'GET /webhooks/:hookId': ADMINS,
  'GET /webhooks/:hookId/*step': ADMINS,
  'POST /webhooks/:hookId/kinds': ADMINS,
  'POST /webhooks/:hookId/secret': ADMINS,
  'POST /webhooks/:hookId/pausing': ADMINS,
  'POST /webhooks/:hookId/resuming': ADMINS,
  'POST /webhooks/:hookId/removal': ADMINS,
  'POST /webhooks/:hookId/deliveries/:seq/sending': ADMINS,
} as const satisfies Record<string, typeof ANYONE | readonly Role[]>

export type RouteName = keyof typeof ACCESS

/** The parts of an address that vary, by name. */
type Params<Path extends string> =
  Path extends `${string}:${infer Name}/${infer Rest}` ? { [key in Name]: string } & Params<Rest>
  : Path extends `${string}:${infer Name}` ? { [key in Name]: string } : object

/** What a room offers. The compiler refuses a route that is not in ACCESS. */
export type Routes = { [Name in RouteName]?: RequestHandler<Params<Name>> | RequestHandler<Params<Name>>[] }

export type Answer = 'welcome' | 'sign in first' | 'not your role'

/** Whether somebody may open a door. */
export function mayOpen(route: RouteName, viewer: Pick<Person, 'role'> | null): Answer {
  const allowed: typeof ANYONE | readonly Role[] = ACCESS[route]
  if (allowed === ANYONE) return 'welcome'
  if (!viewer) return 'sign in first'
  return allowed.includes(viewer.role) ? 'welcome' : 'not your role'
}
