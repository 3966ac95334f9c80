import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actorKind } from './actor-kind.ts'

const PERSONS = ['ربيع السنديان', 'وزير الصحة', 'المتحدث باسم الجيش', 'رئيس بلدية الياسمورة', 'الناشط كريم', 'Mira Pop', 'Jean-François Łukasiewicz', 'the mayor of Dorn', 'Minister Ana Brel', 'Li Wei Chen', 'J. K. Marsh']
const BODIES = [
  'وزارة الدفاع', 'مرصد الضفتين', 'المرصد', 'لجنة حي القناطر', 'رويترز', 'الحرس الإقليمي', 'الأمم المتحدة', 'صحيفة المرفأ الأزرق', 'RRCB', 'SkyTrace', 'Corvane', 'Ministry of Water', 'Saltmarsh Gazette', 'the United Nations',
  'Regional Water Inspectorate', 'University of Lower Tarn', 'Union of Water Workers', 'Halvern Utilities', 'La Gazette', 'Radio 4', 'AL JAZEERA', '',
]

test('a speaker is a person or a body, by the words of the name', () => {
  assert.deepEqual(PERSONS.filter((name) => actorKind(name) !== 'person'), [])
  assert.deepEqual(BODIES.filter((name) => actorKind(name) !== 'organisation'), [])
})
