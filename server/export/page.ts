import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { words } from '../../views/locales/words.ts'
import type { Frame, Views } from '../../views/models.ts'
import { linesOf } from '../audit/lines.ts'
import type { AuditEvent } from '../audit/trail.ts'
import { runsOf } from '../claims/highlight.ts'
import type { Locale } from '../people/person.ts'
import { directionOf, proposeLanguage } from '../text/language.ts'
import { cutAt, inOrder } from '../text/pieces.ts'
import type { Span } from '../text/span.ts'
import { frameForAnybody } from '../web/frame.ts'
import { render } from '../web/render.ts'
import { stretchesOf } from '../verdicts/told.ts'
import { wordsAround } from './around.ts'
import { briefMethod, type Extent } from './brief.ts'
import type { VerificationReport } from './document.ts'

export const CSS = readFileSync(new URL('../../static/css/export.css', import.meta.url), 'utf8')

/** Its own style sheet and nothing else: no script, no image, no form, no request to anywhere. */
const INERT = `default-src 'none'; style-src 'sha256-${hash('sha256', CSS, 'base64')}'; base-uri 'none'; form-action 'none'`

/** What the answer says in its head; the page says the rest of it again in its own, so that the saved file stays as inert. */
export const POLICY = `${INERT}; frame-ancestors 'none'`

/** A page's one style sheet, and what it may do. */
export type Look = Pick<Views['export/report'], 'css' | 'policy'>
export const LOOK: Look = { css: CSS, policy: INERT }

/** The report as one file that needs nothing else, in one language. The same report makes the same bytes. */
export function pageOf(report: VerificationReport, locale: Locale, { extent = 'full', look = LOOK }: { extent?: Extent; look?: Look } = {}): string {
  return render('export/report', { ...frameFor(report, locale), ...modelOf(report, locale, extent), ...look })
}

/** Nothing in it is of one moment either. */
export const frameFor = ({ desk }: Pick<VerificationReport, 'desk'>, locale: Locale): Frame => frameForAnybody(locale, desk.name)

/** What the report says, in one language, ready to be set. */
export function modelOf(report: VerificationReport, locale: Locale, extent: Extent): Omit<Views['export/report'], keyof Look> {
  const { source: { text, passages, coverage } } = report
  const byId = new Map(report.claims.map((claim) => [claim.id, claim]))
  const marked = report.claims.map((claim) => ({ pieces: inOrder(stretchesOf(claim)), claim }))

  return {
    title: `${words[locale].export.kind}: ${report.report.title}`,
    report,
    method: extent === 'brief' ? briefMethod(report.method) : report.method,
    isBrief: extent === 'brief',
    fileName: nameOf(report.report.id, extent),
    direction: directionOf(report.report.language),
    coverage: {
      all: coverage.passages,
      untriaged: coverage.passages - coverage.dealtWith,
      share: coverage.passages === 0 ? 1 : coverage.dealtWith / coverage.passages,
      passages: passages.map(({ number, state, start, end }) => ({ number, state, length: end - start })),
    },
    passages: passages.map(({ number, state, claims, ...span }) => ({
      number, state, runs: runsOf(text, withoutEnd(text, span), marked), claims: claims.map((id) => byId.get(id)!),
    })),
    custody: custodyIn(report, locale),
    isHere: (reportId) => reportId === report.report.id,
    around: ({ quote }) => ({ ...wordsAround(text, quote), quote: cutAt({ ...quote, quote: quote.exact }) }),
    say: saying(),
  }
}

/** What the file is called, without the ending that says its form. */
export const nameOf = (id: string, extent: Extent) => `verification-report-${id}${extent === 'brief' ? '-brief' : ''}`

function inItsLanguage(typed: string) {
  const lang = proposeLanguage(typed)
  return { lang, dir: directionOf(lang) }
}

/** Recognises the language of what somebody typed, once for each text. */
export function saying(): Views['export/report']['say'] {
  const known = new Map<string, ReturnType<Views['export/report']['say']>>()
  return (typed) => {
    const said = known.get(typed) ?? inItsLanguage(typed)
    known.set(typed, said)
    return said
  }
}

/** The white space between two passages belongs to the one before it; where each stands by itself, it would be a hole in the page. */
function withoutEnd(text: string, { start, end }: Span): Span {
  const shown = text.slice(start, end).trimEnd().length
  return shown === 0 ? { start, end } : { start, end: start + shown }
}

/** Each event as a sentence, except those that are withheld. */
export function custodyIn({ report, custody, audit }: { report: Pick<VerificationReport['report'], 'title'> } & Pick<VerificationReport, 'custody' | 'audit'>, locale: Locale): Views['export/report']['custody'] {
  const t = words[locale]
  const numbers = new Map(custody.map(({ claim, number }) => [claim, number]))
  const names = { claim: (id: string) => t.trail.aClaim(numbers.get(id) ?? 0), report: () => report.title, person: () => '' }
  const events = audit.flatMap(({ body, hash }): AuditEvent[] => body ? [{ ...body, hash }] : [])
  const sentences = new Map(linesOf(events, locale, names).map(({ seq, sentence }) => [seq, sentence]))
  return custody.map((row) => ({ ...row, sentence: sentences.get(row.seq) ?? null }))
}
