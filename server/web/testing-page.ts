// Reads our own pages in tests. What a template prints is escaped and quoted, so a few patterns are enough.

export type Tag = { name: string; closes: boolean; attributes: Record<string, string>; end: number }

const TAG = /<(\/?)([a-z][\w-]*)((?:\s+[^\s"'<>/=]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*\/?>/gi
const ATTRIBUTE = /([^\s"'<>/=]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g

export function tagsIn(page: string): Tag[] {
  return Array.from(page.matchAll(TAG), ({ 0: whole, 1: slash, 2: name, 3: attributes, index }) => ({
    name: name!.toLowerCase(),
    closes: slash === '/',
    attributes: Object.fromEntries(Array.from(attributes!.matchAll(ATTRIBUTE), (match) => [match[1]!, unescaped(match[2] ?? match[3] ?? match[4] ?? '')])),
    end: index + whole.length,
  }))
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#34;': '"', '&#39;': "'" }

export const unescaped = (text: string) => text.replace(/&(?:amp|lt|gt|#34|#39);/g, (entity) => ENTITIES[entity]!)

/** What a reader sees, without tags and with white space made even. */
export const wordsIn = (page: string) => unescaped(page.replace(TAG, ' ')).replace(/\s+/g, ' ').trim()

/** A field as it stands in a form: `value` is what would be sent (of radio buttons the chosen one), `problem` the sentence tied to it. */
export type Field = { value: string | undefined; invalid: boolean; focused: boolean; problem: string | undefined }

/** The form that posts to this address, field by field. Throws when the page has none, or several. */
export function formIn(page: string, action: string): Record<string, Field> {
  const forms = Array.from(page.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g), ([form]) => form).filter((form) => tagsIn(form)[0]!.attributes.action === action)
  if (forms.length !== 1) throw new Error(`the page has ${forms.length} forms that post to ${action}`)
  return fieldsIn(forms[0]!)
}

export const hasForm = (page: string, action: string) => tagsIn(page).some(({ name, attributes }) => name === 'form' && attributes.action === action)

function fieldsIn(form: string): Record<string, Field> {
  const fields: Record<string, Field> = {}
  let described = ''
  for (const { name: tag, closes, attributes, end } of tagsIn(form)) {
    if (tag === 'fieldset') described = closes ? '' : attributes['aria-describedby'] ?? ''
    if (closes || attributes.name === undefined || !['input', 'textarea', 'select'].includes(tag)) continue

    const value = valueOf(tag, attributes, form.slice(end))
    const seen = fields[attributes.name]
    fields[attributes.name] = {
      value: seen?.value ?? value,
      invalid: attributes['aria-invalid'] === 'true',
      focused: 'autofocus' in attributes,
      problem: problemIn(form, `${attributes['aria-describedby'] ?? ''} ${described}`),
    }
  }
  return fields
}

function valueOf(tag: string, { type, value, checked }: Record<string, string>, rest: string): string | undefined {
  if (tag === 'textarea') return unescaped(rest.slice(0, rest.indexOf('</textarea>'))).replace(/^\n/, '')
  if (tag === 'input') return type === 'radio' || type === 'checkbox' ? (checked === undefined ? undefined : value ?? 'on') : value

  const options = tagsIn(rest.slice(0, rest.indexOf('</select>'))).filter(({ name, closes }) => name === 'option' && !closes)
  return (options.find(({ attributes }) => 'selected' in attributes) ?? options[0])?.attributes.value
}

function problemIn(form: string, ids: string): string | undefined {
  const id = ids.split(' ').find((one) => one.endsWith('-problem'))
  return id === undefined ? undefined : unescaped(new RegExp(`id="${id}">([^<]*)<`).exec(form)?.[1] ?? '')
}
