import type { Locale } from '../../server/people/person.ts'
import { formats } from './formats.ts'

/** The forms a language has for a counted noun; `#` stands for the number. Arabic uses all six. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

export function pluralIn(locale: Locale) {
  const rules = new Intl.PluralRules(locale)
  return (n: number, forms: Forms) => (forms[rules.select(n)] ?? forms.other).replace('#', formats[locale].number(n))
}

/** Keeps a name from reordering the sentence around it, whatever script it is in. */
export const isolated = (name: string) => `\u2068${name}\u2069`
