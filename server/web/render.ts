import { fileURLToPath } from 'node:url'
import { readFileSync } from 'node:fs'
import ejs from 'ejs'
import { FRAME, type Frame, type PartialName, type Views } from '../../views/models.ts'

const VIEWS = fileURLToPath(new URL('../../views/', import.meta.url))

/**
 * Templates say `it.` for what is their own, and the words of FRAME for what every page has; a partial gets the frame by itself.
 * `include` is ours: EJS' own looks for the file again each time, and copies all that a template is given, twice; so does it where
 * `unsafePrototypeLocals` is off, which guards those who give templates what a request sent. Ours get plain objects of our own making.
 */
const OPTIONS = Object.freeze({
  strict: true, localsName: 'it', destructuredLocals: [...FRAME, 'include'], unsafePrototypeLocals: true, compileDebug: true, escape: escapeText,
  // A sixth of a page of the queue was indentation.
  rmWhitespace: true,
})

const templates = new Map<string, ejs.TemplateFunction>()

/** The text of one template. Throws when a template asks for something it was not given. */
export function render<Name extends keyof Views>(name: Name, it: Views[Name] & Frame): string {
  const template = templates.get(name) ?? compile(name)
  const include = <Part extends PartialName>(part: Part, own: Views[Part]) => render(part, { ...it, ...own })
  return template({ ...it, include })
}

function compile(name: string): ejs.TemplateFunction {
  const filename = `${VIEWS}${name}.ejs`
  const template = ejs.compile(readFileSync(filename, 'utf8'), { ...OPTIONS, filename })
  templates.set(name, template)
  return template
}

/** A missing value is a mistake in a template, not an empty text. */
export function escapeText(value: unknown): string {
  if (value === undefined || value === null) throw new TypeError('template: a value is missing')
  if (typeof value === 'object' || typeof value === 'function') throw new TypeError('template: an object cannot be printed')
  const text = String(value)
  // Most texts hold nothing to escape, and looking is eight times as quick as replacing nothing.
  return SPECIAL.test(text) ? ejs.escapeXML(text) : text
}

const SPECIAL = /[&<>'"]/
