import { escapeText } from './render.ts'

/**
 * The only place that writes htmx attributes. Each carries the answer's nonce: without it the page's own policy takes them off again,
 * so that markup somebody smuggles in cannot send requests.
 */
export const hxWith = (nonce: string) => (attributes: Record<string, string>) =>
  Object.entries({ ...attributes, nonce }).map(([name, value]) => `hx-${name}="${escapeText(value)}"`).join(' ')
