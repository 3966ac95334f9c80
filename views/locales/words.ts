import type { Locale } from '../../server/people/person.ts'
import { ar } from './ar.ts'
import { en, type Words } from './en.ts'

export const words: Record<Locale, Words> = { ar, en }
