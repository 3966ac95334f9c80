import { randomUUID } from 'node:crypto'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Database } from '../database.ts'
import type { Locale } from '../people/person.ts'
import { directionOf, type Language } from '../text/language.ts'
import { cutAt } from '../text/pieces.ts'
import { render } from '../web/render.ts'
import type { Extent } from './brief.ts'
import { custodyIn, frameFor, LOOK, nameOf, saying, type Look } from './page.ts'
import { namesIn, type Scope } from './scope.ts'
import type { SelectedPart, SelectionHead } from './selection.ts'

/** What stands before the parts of the page, and after them. */
export function pageAround(head: SelectionHead, { scope, locale, id, look = LOOK }: { scope: ScopeWords; locale: Locale; id: string; look?: Look }): [string, string] {
  const t = words[locale].export
  // Nobody can have typed it.
  const here = randomUUID()
  const page = render('export/selection', { ...frameFor(head, locale), title: t.scopes[head.scope.by], fileName: nameOf(id, head.extent), head, scope, body: here, ...look })
  return page.split(here) as [string, string]
}

/** What the page says of the claims of one report. */
export function partIn(part: SelectedPart['told'], { desk, locale, extent }: { desk: SelectionHead['desk']; locale: Locale; extent: Extent }): string {
  return render('export/_part', { ...frameFor({ desk }, locale), part, ...partModel(part, locale, extent) })
}

export function partModel(part: SelectedPart['told'], locale: Locale, extent: Extent) {
  const contexts = new Map(part.claims.map(({ id, context }) => [id, context]))
  return {
    isBrief: extent === 'brief',
    direction: directionOf(part.report.language),
    custody: custodyIn(part, locale),
    // Its other claims need not be among these.
    isHere: () => false,
    around: ({ id, quote }: Pick<SelectedPart['told']['claims'][number], 'id' | 'quote'>) => ({ ...contexts.get(id)!, quote: cutAt({ ...quote, quote: quote.exact }) }),
    say: saying(),
  }
}

export type ScopeWords = { name: string; value: string }[]

/** What was asked for, in somebody's language. People and reports are called as they are called now. */
export function scopeWords(db: Database, scope: Scope, locale: Locale): ScopeWords {
  const [t, show] = [words[locale], formats[locale]]
  if (scope.by === 'period') return [{ name: t.export.signedOff, value: t.export.between(show.date(scope.from), show.date(scope.to), scope.zone) }]

  const { status, verdict, assignee, language, report, text } = scope.filter
  const called = namesIn(db, scope.filter)
  const parts: [string, string | undefined][] = [
    [t.queue.status, status && t.statuses[status]],
    [t.queue.fields.verdict, verdict === undefined ? undefined : t.verdicts[verdict ?? 'none']],
    [t.queue.fields.assignee, assignee === undefined ? undefined : assignee === null ? t.queue.nobodys : called.assignee],
    [t.queue.fields.language, language && t.languages[language as Language]],
    [t.queue.inReport, report && called.report],
    [t.queue.fields.text, text],
  ]
  const said = parts.flatMap(([name, value]) => value === undefined ? [] : [{ name, value }])
  return said.length > 0 ? said : [{ name: t.export.narrowedTo, value: t.export.everything }]
}
