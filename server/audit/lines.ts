import { formats } from '../../views/locales/formats.ts'
import { isolated } from '../../views/locales/plural.ts'
import { words } from '../../views/locales/words.ts'
import type { Words } from '../../views/locales/en.ts'
import type { AskedOutside } from '../claims/suggestions.ts'
import type { Locale } from '../people/person.ts'
import type { Step } from '../reports/reading/reading.ts'
import type { Json } from './canonical.ts'
import type { AuditEvent } from './trail.ts'

/** One field that a change touched, as text. null: it was not there. */
export type Difference = { field: string; before: string | null; after: string | null }

/** An event as people read it. */
export type Line = {
  seq: number
  at: string
  sentence: string
  reason: string | null
  differences: Difference[]
  /** Where to look, when the page is about more than one report. */
  place: { address: string; name: string } | null
  hash: string
}

/** How a sentence calls the claim, report or person an event is about. */
export type Names = { claim: (id: string) => string; report: (id: string) => string; person: (id: string) => string; placed?: boolean }

/** What a sentence of the catalogue is made from; names come isolated. */
export type Told = { who: string; claim: string; report: string; person: string; after: Record<string, Json> }

export const linesOf = (events: readonly AuditEvent[], locale: Locale, names: Names): Line[] => events.map((event) => lineOf(event, locale, names))

function lineOf(event: AuditEvent, locale: Locale, names: Names): Line {
  const t = words[locale]
  const { seq, at, reason, claim, report, hash } = event
  const after = asFields(event.after)
  const told: Told = {
    who: event.actor ? isolated(event.actor.name) : t.trail.theDesk,
    claim: claim === null ? '' : names.claim(claim),
    report: report === null ? '' : names.report(report),
    person: event.subject.startsWith('person/') ? names.person(event.subject.slice('person/'.length)) : '',
    after,
  }
  const place = names.placed === true && report !== null ? { address: claim === null ? `/reports/${report}` : `/claims/${claim}`, name: told.report } : null
  return { seq, at, reason, place, hash, sentence: t.trail.sentences[event.action](told), differences: differencesOf(asFields(event.before), after, t, locale) }
}

const asFields = (value: Json): Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, Json> : {}

/** `version` counts, it does not say anything. */
function differencesOf(before: Record<string, Json>, after: Record<string, Json>, t: Words, locale: Locale): Difference[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => field !== 'version')
  return fields.map((field) => ({
    field: (t.fields as Record<string, string>)[field] ?? field,
    before: before[field] === undefined ? null : inWords(field, before[field], t, locale),
    after: after[field] === undefined ? null : inWords(field, after[field], t, locale),
  }))
}

const DAYS = ['happenedOn', 'dueOn', 'lookedOn', 'askedOn', 'answerBy', 'answeredOn']

/** The words of the catalogue for what comes from a list of ours; everything else as it is. */
function inWords(field: string, value: Json, t: Words, locale: Locale): string {
  if (value === null || value === '') return t.page.none
  const list = {
    status: t.statuses, verdict: t.verdicts, modality: t.modalities, mark: t.marks, stance: t.stances, visibility: t.visibilities, attributionCheck: t.attributionChecks,
    linkKind: t.linkKinds, channel: t.replies.channels, letterOutcome: t.letters.outcomes, mergedAs: t.mergeKinds, outcome: t.revision.outcomes, role: t.roles, snapshot: t.snapshots.choices, problem: t.snapshots.problems, standing: t.people.standings, language: t.languages, locale: t.locales, webhookState: t.hooks.states,
  }[field]
  if (list && typeof value === 'string') return (list as Record<string, string>)[value] ?? value
  if (typeof value === 'boolean') return value ? t.page.yes : t.page.no
  if (typeof value === 'number') return formats[locale].number(value)
  if (['heldUntil', 'expiresAt', 'startedAt'].includes(field) && typeof value === 'string') return formats[locale].moment(value)
  if (DAYS.includes(field) && typeof value === 'string') return formats[locale].date(value)
  if (field === 'unmet' && Array.isArray(value)) return value.map((name) => (t.readingGate as Record<string, string>)[String(name)] ?? String(name)).join(' · ') || t.page.none
  if (field === 'attribution' && Array.isArray(value)) return value.map((hop) => hopInWords(asFields(hop), t)).join(' › ') || t.page.none
  if (field === 'kinds' && Array.isArray(value)) return value.map((kind) => (t.hooks.kinds as Record<string, string>)[String(kind)] ?? String(kind)).join(' · ')
  if (field === 'covers' && Array.isArray(value)) return value.map((number) => formats[locale].number(number as number)).join(' · ') || t.page.none
  if (field === 'pieces' && Array.isArray(value)) return value.map((piece) => (piece as number[]).map(formats[locale].number).join('–')).join(' ')
  if (field === 'scope' && typeof value === 'object') return scopeInWords(asFields(value), t, locale)
  if (field === 'hops' && Array.isArray(value)) return value.map((hop) => { const { address, status, ip } = asFields(hop); return `${isolated(String(address))} (${status}, ${isolated(String(ip))})` }).join(' › ') || t.page.none
  if (field === 'suggester' && typeof value === 'object') return t.askedOutside(value as AskedOutside)
  if (field === 'steps' && Array.isArray(value)) return value.map((step) => t.originals.steps[(step as Step).step](step as Step)).join(' · ') || t.originals.untouched
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Which claims were taken out of the desk. */
function scopeInWords({ by, filter, from, to }: Record<string, Json>, t: Words, locale: Locale): string {
  if (by === 'period') return `${t.export.signedOff}: ${formats[locale].date(String(from))} – ${formats[locale].date(String(to))}`
  const parts = Object.entries(asFields(filter ?? null)).map(([field, value]) => `${(t.fields as Record<string, string>)[field] ?? field}: ${inWords(field, value, t, locale)}`)
  return parts.join(' · ') || t.queue.all
}

/** All of a hop: what changed may be its verb or its link alone. */
function hopInWords({ actor, named, verb, medium, link }: Record<string, Json>, t: Words): string {
  const rest = [named === false ? t.claim.anonymous : '', verb, medium, link].filter((part) => typeof part === 'string' && part !== '').map((part) => isolated(String(part)))
  return isolated(String(actor ?? '')) + (rest.length > 0 ? ` (${rest.join(' · ')})` : '')
}
