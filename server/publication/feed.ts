import type { Words } from '../../views/locales/en.ts'
import type { Locale } from '../people/person.ts'
import type { Publication } from './publication.ts'

export type Feed = { title: string; deskName: string; publicUrl: string; path: string; page: string; locale: Locale; t: Words }

/** What an empty feed says of its last change: it must say something. */
const NEVER = '1970-01-01T00:00:00.000Z'

/** RFC 4287. An entry is one version, whose address never changes. */
export function atomOf(publications: readonly Publication[], { title, deskName, publicUrl, path, page, locale, t }: Feed): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${xml(`${publicUrl}${path}`)}</id>
<title>${xml(`${title} · ${deskName}`)}</title>
<author><name>${xml(deskName)}</name></author>
<updated>${publications[0]?.at ?? NEVER}</updated>
<link rel="self" type="application/atom+xml" href="${xml(`${publicUrl}${path}`)}"/>
<link rel="alternate" type="text/html" href="${xml(`${publicUrl}${page}`)}"/>
${publications.map((publication) => entryOf(publication, publicUrl, t)).join('')}</feed>
`
}

function entryOf({ claimId, version, at, document }: Publication, publicUrl: string, t: Words): string {
  const address = xml(`${publicUrl}/claims/${claimId}/v/${version}`)
  const { verdict, statement } = document.kind === 'claim' ? { verdict: document.verdict.verdict, statement: document.claim.statement } : document.notice.before
  const says = document.kind === 'claim' ? t.verdicts[verdict] : t.publication.withdrawn
  return `<entry xml:lang="${document.claim.language}">
<id>${address}</id>
<title>${xml(`${says}: ${statement}`)}</title>
<link rel="alternate" type="text/html" href="${address}"/>
<published>${at}</published><updated>${at}</updated>
<summary>${xml(document.notice?.reason ?? (document.kind === 'claim' ? document.verdict.rationale : ''))}</summary>
</entry>
`
}

const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** XML has no way at all to write most control characters. */
const xml = (text: string) => text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '').replace(/[&<>"']/g, (sign) => SPECIAL[sign]!)
