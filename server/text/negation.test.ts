import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Language } from './language.ts'
import { negates } from './negation.ts'

const SAY_NO: [Language, string][] = [
  ['ar', 'الجسر لم يُغلق'], ['ar', 'نفت الوزارة إغلاق الجسر'], ['ar', 'ولا صحة لإغلاق الجسر'], ['en', 'The bridge isn’t closed'], ['en', 'She denied that it is closed'],
  ['fr', 'Le pont n’est pas fermé'], ['es', 'El puente no está cerrado'], ['de', 'Die Brücke ist nicht gesperrt'], ['fa', 'پل بسته نیست'], ['hi', 'पुल बंद नहीं है'],
]
const SAY_IT: [Language, string][] = [['ar', 'ما قاله الوزير عن الجسر'], ['ar', 'أُغلق الجسر'], ['en', 'The bridge is closed'], ['fr', 'Le pont est fermé'], ['de', 'Die Brücke ist gesperrt']]

test('a text that says no is told from one that does not', () => {
  for (const [language, text] of SAY_NO) assert.ok(negates(text, language), text)
  for (const [language, text] of SAY_IT) assert.ok(!negates(text, language), text)
})
