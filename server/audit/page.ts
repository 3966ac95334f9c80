import type { Views } from '../../views/models.ts'
import { words } from '../../views/locales/words.ts'
import type { Database } from '../database.ts'
import { listPeople } from '../people/people.ts'
import type { Locale, Person } from '../people/person.ts'
import { ACTIONS } from './actions.ts'
import { latestCheckpoint } from './checkpoint.ts'
import { linesOf, type Names } from './lines.ts'
import type { TrailQuery } from './routes.ts'
import { listEvents, type AuditEvent } from './trail.ts'

const LINES = 100

export function trailPage(db: Database, query: TrailQuery, locale: Locale): Omit<Views['audit/index'], 'outposts'> {
  const t = words[locale]
  const found = listEvents(db, query, LINES + 1)
  const events = found.slice(0, LINES)
  const people = listPeople(db)
  const names = namesIn(db, events, people, locale)

  return {
    title: t.trail.title,
    lines: linesOf(events, locale, names),
    about: aboutOf(query, events[0], names),
    query,
    people,
    actions: ACTIONS,
    checkpoint: latestCheckpoint(db)?.note ?? null,
    next: found.length > LINES ? addressOf({ ...query, before: events.at(-1)!.seq }) : null,
    first: query.before === undefined ? null : addressOf({ ...query, before: undefined }),
  }
}

/** What the page is narrowed to: a claim, or a report. */
function aboutOf({ claim, report }: TrailQuery, event: AuditEvent | undefined, names: Names): Views['audit/index']['about'] {
  if (event?.report == null || (claim === undefined && report === undefined)) return null
  const title = names.report(event.report)
  return claim === undefined ? { address: `/reports/${event.report}`, name: title } : { address: `/claims/${claim}`, name: `${names.claim(claim)} · ${title}` }
}

/** Looks up, once for the page, what the claims, reports and people of these events are called. */
function namesIn(db: Database, events: readonly AuditEvent[], people: readonly Person[], locale: Locale): Names {
  const t = words[locale]
  const ids = (of: (event: AuditEvent) => string | null) => JSON.stringify([...new Set(events.map(of).filter((id) => id !== null))])
  const claims = db.prepare('SELECT id, number AS name FROM claims WHERE id IN (SELECT value FROM json_each(?))').all(ids(({ claim }) => claim))
  const reports = db.prepare('SELECT id, title AS name FROM reports WHERE id IN (SELECT value FROM json_each(?))').all(ids(({ report }) => report))

  const nameIn = (rows: readonly unknown[]) => {
    const names = new Map((rows as { id: string; name: string | number }[]).map(({ id, name }) => [id, name]))
    return (id: string) => names.get(id) ?? id
  }
  const [claimName, reportName, personName] = [nameIn(claims), nameIn(reports), nameIn(people)]
  return {
    claim: (id) => t.trail.aClaim(Number(claimName(id))),
    report: (id) => String(reportName(id)),
    person: (id) => String(personName(id)),
    placed: true,
  }
}

function addressOf(query: TrailQuery): string {
  const parts = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)])
  return `/audit?${new URLSearchParams(parts)}`
}
