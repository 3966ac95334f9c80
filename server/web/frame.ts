import type { Frame } from '../../views/models.ts'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Locale } from '../people/person.ts'

export const keysOf = <Names extends object>(names: Names) => Object.keys(names) as (keyof Names & string)[]

/** What every template has, where nothing is for one person or one session: no form, no script, no key. `path` and `here` are where it stands, '' for a file. */
export function frameForAnybody(locale: Locale, deskName: string, { path, here }: Pick<Frame, 'path' | 'here'> = { path: '', here: '' }): Frame {
  const notHere = () => { throw new Error('A page for anybody has no forms') }
  return { t: words[locale], show: formats[locale], locale, viewer: null, deskName, nonce: '', hx: notHere, once: notHere, keysOf, path, here }
}
