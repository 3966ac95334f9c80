import { fileURLToPath } from 'node:url'
import { readFileSync } from 'node:fs'
import ejs from 'ejs'
import { FRAME, type Frame, type Views } from '../../views/models.ts'

const VIEWS = fileURLToPath(new URL('../../views/', import.meta.url))

/**
 * One object for every template: EJS keeps compiled partials by file name only.
 * Templates say `it.` for what is their own, and the words of FRAME for what every page has; a partial gets the frame by itself.
 */
const OPTIONS = Object.freeze({
  views: [VIEWS], strict: true, localsName: 'it', destructuredLocals: [...FRAME], cache: true, compileDebug: true, escape: escapeText,
})

const templates = new Map<string, ejs.TemplateFunction>()

/** The text of one template. Throws when a template asks for something it was not given. */
export function render<Name extends keyof Views>(name: Name, it: Views[Name] & Frame): string {
  const template = templates.get(name) ?? compile(name)
  return template(it as ejs.Data)
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
  return ejs.escapeXML(String(value))
}
