import type { Words } from '../../views/locales/en.ts'
import type { Locale } from '../people/person.ts'
import { closed } from '../text/closed.ts'
import type { Entry } from './list.ts'

/** A list that can be followed, in either form. */
export type Feed = { title: string; deskName: string; publicUrl: string; path: string; page: string; locale: Locale; t: Words }

/** An entry is one version, whose address never changes. */
type Item = { address: string; language: string; title: string; at: string; summary: string; tags: string[] }

const itemOf = ({ of, publication }: Entry, { publicUrl, t }: Feed): Item => of === 'claim' ? claimItem(publication, publicUrl, t) : reportItem(publication, publicUrl, t)

function claimItem({ claimId, version, at, document }: Extract<Entry, { of: 'claim' }>['publication'], publicUrl: string, t: Words): Item {
  const { verdict, statement } = document.kind === 'claim' ? { verdict: document.verdict.verdict, statement: document.claim.statement } : document.notice.before
  const says = document.kind === 'claim' ? t.verdicts[verdict] : t.publication.withdrawn
  const summary = document.notice?.reason ?? (document.kind === 'claim' ? document.verdict.rationale : '')
  return { address: `${publicUrl}/claims/${claimId}/v/${version}`, language: document.claim.language, title: closed(`${says}: ${statement}`), at, summary: closed(summary), tags: [says] }
}

function reportItem({ reportId, version, at, kind, title, language, counts, notice }: Extract<Entry, { of: 'report' }>['publication'], publicUrl: string, t: Words): Item {
  const says = kind === 'report' ? t.publishedReports.kind : t.publication.withdrawn
  const summary = notice?.reason ?? t.publishedReports.withVerdicts(counts.verified + counts.disputed + counts.unverifiable)
  return { address: `${publicUrl}/reports/${reportId}/v/${version}`, language, title: closed(`${says}: ${title}`), at, summary: closed(summary), tags: [says] }
}

/** What an empty feed says of its last change: it must say something. */
const NEVER = '1970-01-01T00:00:00.000Z'

/** RFC 4287. */
export function atomOf(entries: readonly Entry[], feed: Feed): string {
  const { title, deskName, publicUrl, path, page, locale } = feed
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${xml(`${publicUrl}${path}`)}</id>
<title>${xml(`${title} · ${deskName}`)}</title>
<author><name>${xml(deskName)}</name></author>
<updated>${entries[0]?.publication.at ?? NEVER}</updated>
<link rel="self" type="application/atom+xml" href="${xml(`${publicUrl}${path}`)}"/>
<link rel="alternate" type="text/html" href="${xml(`${publicUrl}${page}`)}"/>
${entries.map((entry) => atomEntry(itemOf(entry, feed))).join('')}</feed>
`
}

const atomEntry = ({ address, language, title, at, summary }: Item) => `<entry xml:lang="${xml(language)}">
<id>${xml(address)}</id>
<title>${xml(title)}</title>
<link rel="alternate" type="text/html" href="${xml(address)}"/>
<published>${at}</published><updated>${at}</updated>
<summary>${xml(summary)}</summary>
</entry>
`

const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** XML has no way at all to write most control characters. */
export const xml = (text: string) => text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '').replace(/[&<>"']/g, (sign) => SPECIAL[sign]!)

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function jsonFeedOf(entries: readonly Entry[], feed: Feed): string {
  const { title, deskName, publicUrl, path, page, locale } = feed
  return `${JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: `${title} · ${deskName}`, home_page_url: `${publicUrl}${page}`, feed_url: `${publicUrl}${path}`, language: locale, authors: [{ name: deskName }],
    items: entries.map((entry) => itemOf(entry, feed)).map(({ address, language, title, at, summary, tags }) =>
      ({ id: address, url: address, title, content_text: summary, date_published: at, date_modified: at, language, tags })),
  })}\n`
}
