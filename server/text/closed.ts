const POP = '\u202C'
const POP_ISOLATE = '\u2069'

// Directions that a text opens end with it, and it ends none that it did not open: it may stand before words of ours.
export function closed(text: string): string {
  const open: string[] = []
  const kept = text.replace(/[\u202A-\u202E\u2066-\u2069]/g, (sign) => {
    const closes = sign === POP || sign === POP_ISOLATE
    if (!closes) open.push(sign >= '\u2066' ? POP_ISOLATE : POP)
    else if (open.at(-1) !== sign) return ''
    else open.pop()
    return sign
  })
  return kept + open.toReversed().join('')
}
