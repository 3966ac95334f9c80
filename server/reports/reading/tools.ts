import { readFileSync } from 'node:fs'

const { dependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { dependencies: Record<string, string> }

/** What reads documents, with the version that package.json pins: in ten years somebody may ask why a word is missing. */
const toolOf = (name: string, packageName: string) => `${name} ${dependencies[packageName]}`

export const READABILITY = toolOf('Readability', '@mozilla/readability')
export const MAMMOTH = toolOf('mammoth', 'mammoth')
export const UNPDF = toolOf('unpdf', 'unpdf')
export const POSTAL_MIME = toolOf('postal-mime', 'postal-mime')
export const UNDICI = toolOf('undici', 'undici')
export const LINKEDOM = toolOf('linkedom', 'linkedom')
