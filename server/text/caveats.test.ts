import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coversOf } from './caveats.ts'
import type { Language } from './language.ts'
import { suggestClaims, type Suggestion } from './suggest.ts'

// A report, then for each caveat in it the beginnings of the suggestions it covers.
type Example = readonly [name: string, language: Language, text: string, ...covered: readonly (readonly string[])[]]

const EXAMPLES: readonly Example[] = [
  ['«هذه المزاعم»: what others said in the paragraph', 'ar',
    'انهار سد قديم. وقال سامي داود إن القرية غرقت.\nوقالت ليلى مراد إن الطريق مغلق. وشهدت البلدة أمطارا غزيرة. ولم يتسن التحقق من هذه المزاعم من مصدر مستقل.', ['الطريق مغلق']],
  ['a paragraph of its own: the report so far', 'ar',
    'قال سامي داود إن القرية غرقت.\nوقالت ليلى مراد إن الطريق مغلق.\nولم يتسن التحقق من تلك المعلومات.', ['القرية غرقت', 'الطريق مغلق']],
  ['«الحصيلة»: what has a number', 'ar',
    'قال المحافظ إن السد انهار. وأعلنت نقابة البحارة مقتل 12 بحارا. ولم يتسن التحقق من الحصيلة.', ['مقتل 12 بحارا']],
  ['inside a sentence: that sentence', 'ar', 'قالت ليلى مراد إن الطريق مغلق. وأعلن المحافظ انهيار السد القديم، دون توضيح الأسباب.', ['انهيار السد القديم']],
  ['«مزاعم الجيش»: those of the army', 'ar', 'قال الجيش إن السد سليم. وقالت ليلى مراد إن الطريق مغلق. ولم يتسن التحقق من مزاعم الجيش.', ['السد سليم']],
  ['«مزاعمه»: those of the last speaker', 'ar', 'قالت ليلى مراد إن الطريق مغلق. وقال سامي داود إن السد سليم. ولم يتسن التحقق من مزاعمه.', ['السد سليم']],
  ['nobody answered: the sentence before', 'ar', 'قالت ليلى مراد إن الطريق مغلق. وانهار السد القديم. ولم ترد البلدية على طلب للتعليق.', ['وانهار السد القديم']],
  ['"the claims": what others said', 'en', 'A dam fell. Ana Brel said the village was flooded. The claims could not be independently verified.', ['the village was flooded']],
  ['"the toll": what has a number', 'en', 'The mayor said the dam fell. Ana Brel said 12 sailors had died. The toll could not be confirmed.', ['12 sailors had died']],
  ['inside a sentence: that sentence', 'en', 'Ana Brel said the road was closed. The army said it had taken the town, although the claim could not be confirmed.', ['it had taken the town']],
  ['"the army\'s claim": that of the army', 'en', 'The army said the dam was safe. Ana Brel said the road was closed. The army\'s claim could not be verified.', ['the dam was safe']],
  ['"her account": that of the last speaker', 'en', 'The army said the dam was safe. Ana Brel said the road was closed. Her account could not be verified.', ['the road was closed']],
  ['nobody answered: the sentence before', 'en', 'Ana Brel said the road was closed. Rebels seized the port. The army did not respond to a request for comment.', ['Rebels seized the port']],
]

for (const [name, language, text, ...covered] of EXAMPLES) {
  test(`${language}: ${name}`, () => {
    const suggestions = suggestClaims(text, language)
    const words = ({ spans: [first] }: Suggestion) => text.slice(first?.start, first?.end)
    assert.deepEqual([...coversOf(text, language, suggestions).values()].map((each) => each.map((index) => words(suggestions[index]!))), covered)
  })
}

test('a language without rules has no caveats', () => {
  const text = 'Le pont est tombé. Personne ne le confirme.'
  assert.deepEqual(coversOf(text, 'fr', suggestClaims(text, 'fr')).size, 0)
})

test('a caveat reaches back only so far, however often it is repeated', () => {
  const text = 'Ana Brel said the road was closed. The claims could not be verified. '.repeat(300)
  const covered = [...coversOf(text, 'en', suggestClaims(text, 'en')).values()]
  assert.equal(covered.length, 300)
  assert.ok(covered.every((each) => each.length <= 60))
})
