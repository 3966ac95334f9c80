import { fold } from './fold.ts'
import type { Language } from './language.ts'

// Words that turn a sentence round, and the verbs of denying. «ما» is not among them: it is more often "what".
const NEGATIONS: Readonly<Record<Language, string>> = {
  ar: 'لا لم لن ليس ليست ليسوا لست غير دون بدون نفى نفت نفوا ينفي تنفي نافيا نافية أنكر أنكرت ينكر تنكر كذب كذبت يكذب كاذب كاذبة مزيف مزيفة ملفق ملفقة شائعة',
  en: 'not no never none nobody nothing neither nor without cannot don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ain denied denies deny denying false fake hoax untrue',
  fr: 'ne n pas jamais aucun aucune rien sans ni nie nient dément démentent démenti faux fausse',
  es: 'no nunca jamás ningún ninguna nadie nada sin ni niega niegan negó desmiente desmintió falso falsa',
  de: 'nicht kein keine keinen keiner keinem nie niemals niemand nichts ohne weder noch dementiert dementierte bestreitet bestritt falsch',
  fa: 'نه نیست نبود نشد نشده هیچ بدون تکذیب دروغ',
  hi: 'नहीं न मत कभी बिना इनकार झूठ',
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(fold))
const SETS = Object.fromEntries(Object.entries(NEGATIONS).map(([language, words]) => [language, setOf(words)])) as Record<Language, ReadonlySet<string>>

// Whether a text says no somewhere. A hint for whoever compares two texts, never a judgement.
export const negates = (text: string, language: Language): boolean =>
  (fold(text).match(/[\p{L}\p{M}]+/gu) ?? []).some((word) => SETS[language].has(word) || (language === 'ar' && /^[وف]/.test(word) && SETS.ar.has(word.slice(1))))
