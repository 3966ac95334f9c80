import { shapeOf } from './words.ts'

// Sequences of words, by their first word. In a sequence, * is any one word.
export type Patterns = ReadonlyMap<string, readonly (readonly string[])[]>

export function patternsOf(list: string): Patterns {
  const rows = list.split(/[،,]/).map((row) => row.trim().split(/\s+/).map(shapeOf))
  return Map.groupBy(rows, ([first]) => first!)
}

// `heads`: the forms a word may have at the head of a sequence; an Arabic word may have «و» or «ف» written onto it.
export function holds(forms: readonly string[], table: Patterns, heads = (form: string) => [form]): boolean {
  return forms.some((form, at) => heads(form).some((head) =>
    table.get(head)?.some((pattern) => pattern.every((word, step) => step === 0 || word === '*' || forms[at + step] === word))))
}

// A word of the second table stands behind one of the first, at most `reach` words further on.
export function holdsNear(forms: readonly string[], first: ReadonlySet<string>, second: ReadonlySet<string>, reach: number): boolean {
  let last = -Infinity
  return forms.some((form, at) => {
    if (second.has(form) && at - last <= reach) return true
    if (first.has(form)) last = at
    return false
  })
}
