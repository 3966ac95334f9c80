import { escapeText } from './render.ts'

/** How a form of ours is sent with htmx: its answer takes the place of the page's inside; pressing twice sends once. */
const FORM = {
  boost: 'target:#main swap:innerHTML',
  sync: 'this:drop',
  disable: 'find button',
} as const

/**
 * The only place that writes htmx attributes. Each carries the answer's nonce: without it the page's own policy takes them off again,
 * so that markup somebody smuggles in cannot send requests.
 */
export function hxWith(nonce: string): () => string {
  const attributes = Object.entries({ ...FORM, nonce }).map(([name, value]) => `hx-${name}="${escapeText(value)}"`).join(' ')
  return () => attributes
}
