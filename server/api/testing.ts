import type { Desk } from '../claims/testing.ts'
import { makeToken } from '../people/personal-tokens.ts'
import type { Person, Role } from '../people/person.ts'
import type { eventsAfter } from '../people/testing.ts'

/** A token of this person, as good as it gets. */
export const tokenOf = ({ db, by }: Pick<Desk, 'db' | 'by'>, person: Person, { role = person.role, days = 30, name = 'A program' }: { role?: Role; days?: number; name?: string } = {}) =>
  makeToken(db, { ...by(person), person }, { name, role, days })

export type Program = ReturnType<typeof program>

/** What a program sends that has this token. */
export function program(base: string, token: string, always: Record<string, string> = {}) {
  const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en', ...always }
  return {
    get: (path: string, more: Record<string, string> = {}) => fetch(`${base}/api/v1${path}`, { redirect: 'manual', headers: { ...headers, ...more } }),
    post: (path: string, body: unknown = {}, more: Record<string, string> = {}) => fetch(`${base}/api/v1${path}`, {
      method: 'POST', redirect: 'manual', headers: { ...headers, 'content-type': 'application/json', ...more }, body: typeof body === 'string' || body instanceof Uint8Array ? body as string | Uint8Array<ArrayBuffer> : JSON.stringify(body),
    }),
  }
}

/** The program of somebody of a test desk. */
export const programOf = (here: Desk, person: Person, role?: Role) => program(here.base, tokenOf(here, person, role ? { role } : {}))

/** What `If-Match` says of the claim as it is now. */
export const seen = (here: Desk, claimId: string) => ({ 'if-match': `"${here.claim(claimId).version}"` })

export type ProblemTold = { type: string; title: string; status: number; detail: string; errors?: { field: string; detail: string }[]; meanwhile?: string[] }
export const problemIn = async (answer: Response) => await answer.json() as ProblemTold

/** Ids are drawn anew on each desk, and what follows from them: hashes, and the numbers of events. The key of an act says who asked, not what was done. */
export function plain(events: ReturnType<typeof eventsAfter>): unknown[] {
  const names = new Map<string, string>()
  const text = JSON.stringify(events.map(({ seq: _seq, batch: _batch, ...event }) => event))
    .replace(/\b[0-9A-HJKMNP-TV-Z]{10}\b/g, (id) => names.get(id) ?? names.set(id, `id-${names.size}`).get(id)!)
    .replace(/\b[0-9a-f]{64}\b/g, 'hash').replaceAll('"once":"hash"', '"once":null')
  return JSON.parse(text) as unknown[]
}
