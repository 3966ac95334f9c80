import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { directionOf, isLanguage, LANGUAGES, proposeLanguage, type Language } from './language.ts'

const SENTENCES: Record<Language, string> = {
  ar: 'قالت البلدية إن المياه غمرت الطريق إلى الميناء في ساعات الصباح.',
  en: 'The council said that the road to the harbour was flooded in the morning.',
  fr: 'La mairie a indiqué que la route du port est inondée depuis le matin.',
  es: 'El ayuntamiento dijo que la carretera del puerto se inundó por la mañana.',
  de: 'Die Stadt teilte mit, dass die Straße zum Hafen seit dem Morgen überflutet ist.',
  fa: 'شهرداری گفت که جاده بندر از صبح زیر آب رفته است و این راه بسته خواهد بود.',
  hi: 'नगर पालिका ने कहा कि बंदरगाह की सड़क सुबह से पानी में डूबी है।',
}

for (const language of LANGUAGES) {
  test(`a sentence in ${language} is told to be ${language}`, () => assert.equal(proposeLanguage(SENTENCES[language]), language))
}

test('Arabic and Persian run from right to left, the others from left to right', () => {
  assert.deepEqual(LANGUAGES.filter((language) => directionOf(language) === 'rtl'), ['ar', 'fa'])
})

test('some language of the desk is proposed for any text, and always the same', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    assert.ok(isLanguage(proposeLanguage(text)))
    assert.equal(proposeLanguage(text), proposeLanguage(text))
  }))
})
