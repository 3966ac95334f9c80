import { escapeText } from './render.ts'

/** How a form of ours is sent with htmx: its answer takes the place of the page's inside, and page.js says where one looks then; pressing twice sends once. */
const FORM = {
  boost: "target:#main swap:'innerHTML show:none'",
  sync: 'this:drop',
  disable: 'find button',
} as const

/** How a part of a page that costs something comes when it is wanted: before the link that leads to the whole of it. */
const PART = {
  target: 'find [data-whole]',
  select: '[data-part]',
  // The page keeps its name: the answer carries that of the page it is a part of.
  swap: 'beforebegin ignoreTitle:true',
} as const

/** How a part of a page that is under way asks how far it is, until what comes in its place no longer asks. */
const WATCHED = { trigger: 'every 2s', target: 'this', select: '[data-watched]', swap: 'outerHTML ignoreTitle:true' } as const

/** A part of a page that changes by itself, and the address at which it stands. */
export type Watched = { watch: string }

/** A part of another page; `trigger` says when it is wanted. */
export type Part = { get: string; trigger: 'load' | 'toggle once' }

/**
 * The only place that writes htmx attributes. Each carries the answer's nonce: without it the page's own policy takes them off again,
 * so that markup somebody smuggles in cannot send requests.
 */
export function hxWith(nonce: string): (part?: Part | Watched) => string {
  const attributesOf = (values: Record<string, string>) => Object.entries({ ...values, nonce }).map(([name, value]) => `hx-${name}="${escapeText(value)}"`).join(' ')
  const form = attributesOf(FORM)
  return (part) => part && 'watch' in part ? attributesOf({ get: part.watch, ...WATCHED }) : part ? attributesOf({ ...PART, ...part }) : form
}
