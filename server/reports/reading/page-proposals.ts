import type { Page } from './html.ts'
import type { Proposals } from './reading.ts'

/** What a page says of itself: in the data that it has for search engines (JSON-LD), in its META, in its own markup. */
export function proposalsOfPage(page: Page): Proposals {
  const article = articleIn(page)
  const meta = (...keys: string[]) => keys.map((key) => page.querySelector(`meta[property="${key}"], meta[name="${key}"], meta[itemprop="${key}"]`)?.getAttribute('content')?.trim()).find(Boolean) ?? ''
  const attribute = (selector: string, name: string) => page.querySelector(selector)?.getAttribute(name)?.trim() ?? ''

  return {
    title: wordsIn(article.headline) || meta('og:title', 'twitter:title') || (page.querySelector('title')?.textContent.trim() ?? ''),
    author: wordsIn(article.author) || meta('author', 'article:author', 'dc.creator'),
    publisher: wordsIn(article.publisher) || meta('og:site_name', 'dc.publisher'),
    publishedOn: (wordsIn(article.datePublished) || meta('article:published_time', 'datePublished', 'date', 'dc.date') || attribute('time[datetime]', 'datetime')).slice(0, 10),
    sourceAddress: attribute('link[rel="canonical"]', 'href') || meta('og:url'),
    language: attribute('html[lang]', 'lang') || wordsIn(article.inLanguage),
  }
}

type Json = { [name: string]: unknown }

const ARTICLE = /Article$|^(?:BlogPosting|Report|SocialMediaPosting)$/

/** The first article in the page's JSON-LD; what cannot be read is not there. */
function articleIn(page: Page): Json {
  for (const { textContent } of page.querySelectorAll('script[type="application/ld+json"]')) {
    const found = thingsIn(parsed(textContent)).find((thing) => [thing['@type']].flat().some((type) => typeof type === 'string' && ARTICLE.test(type)))
    if (found) return found
  }
  return {}
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** A thing, a list of things, or a graph of them. */
function thingsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap((one) => isThing(one) ? [one] : [])
  if (!isThing(value)) return []
  return [value, ...(Array.isArray(value['@graph']) ? value['@graph'].filter(isThing) : [])]
}

const isThing = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text, the name of a person or of a house, or several of them. */
function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return value.map(wordsIn).filter(Boolean).join(', ')
  return isThing(value) ? wordsIn(value.name) : ''
}
