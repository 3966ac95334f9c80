import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { decodePage } from './encoding.ts'
import { proposalsOfPage } from './page-proposals.ts'
import { textOfPage, type PageNode } from './page-text.ts'
import { refused, type Extract, type Step } from './reading.ts'
import { LINKEDOM, READABILITY } from './tools.ts'

export type PageElement = PageNode & { textContent: string; getAttribute: (name: string) => string | null }
export type Page = PageNode & { querySelectorAll: (selector: string) => Iterable<PageElement> & { length: number }; querySelector: (selector: string) => PageElement | null }

/** A page of more elements than this, or with more of them one inside the other, is a trap: what looks for its main text would look for hours. */
const MOST_ELEMENTS = 50_000
const MOST_DEPTH = 300

/** What stands before the body of a page. */
const HEAD = /^(?:\s|\uFEFF|<!--[^]*?-->|<[!?][^>]*>|<\/?(?:html|head|meta|link|base)\b[^>]*>|<(title|style|script|noscript)\b[^]*?<\/\1\s*>)*/i

/** Nothing in a page runs, and nothing it names is fetched: to the parser they are words. A page may leave out where its body begins; the parser needs it. */
export function parsePage(text: string): Page {
  const [head = ''] = HEAD.exec(text) ?? []
  const rest = text.slice(head.length)
  const whole = `${/<html\b/i.test(head) ? '' : '<html>'}${head}${/^<body\b/i.test(rest) ? '' : '<body>'}${rest}`
  return (parseHTML(whole) as unknown as { document: Page }).document
}

/** Level by level, so that depth costs no stack. */
export function isTrap(page: Page): boolean {
  let level: PageNode[] = [page]
  let elements = 0
  for (let depth = 0; level.length > 0; depth++) {
    elements += level.length
    if (depth > MOST_DEPTH || elements > MOST_ELEMENTS) return true
    level = level.flatMap(({ childNodes }) => Array.from(childNodes).filter(({ nodeType }) => nodeType === 1))
  }
  return false
}

/** The main text of a page, and what it says of itself; all of its text where no part of it is the main one. */
export function readHtml(bytes: Uint8Array, mediaType: string): Extract {
  const decoded = decodePage(bytes, mediaType)
  if (!decoded) return refused('notUtf8')

  const page = parsePage(decoded.text)
  if (isTrap(page)) return refused('fileTooMuchInside')
  const whole = textOfPage(page)
  const proposals = proposalsOfPage(page)
  // Takes the page apart, so it comes last.
  const article = new Readability<PageNode>(page as never, { serializer: (node: unknown) => node as PageNode }).parse()
  const main = article?.content ? textOfPage(article.content) : ''

  const step: Step = main === '' ? { step: 'wholePage', tool: LINKEDOM } : { step: 'mainText', tool: READABILITY }
  const { title, byline, siteName, publishedTime } = article ?? {}
  return {
    text: main || whole,
    steps: [...decoded.steps, step],
    proposals: {
      ...proposals,
      title: title || proposals.title,
      author: byline || proposals.author,
      publisher: siteName || proposals.publisher,
      publishedOn: proposals.publishedOn || (publishedTime ?? '').slice(0, 10),
    },
  }
}
