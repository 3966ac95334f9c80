import { readFileSync } from 'node:fs'
import { named } from './colleague.ts'
import type { Newsroom } from './newsroom.ts'

const REPORT = 'https://haven-wire.example/baylasan/41'

/** The same claim comes again, from an agency and in another language: it is found, linked, and rests on what was found the first time. */
export function wire({ salma, yusuf, clock }: Newsroom, structures: string) {
  const report = yusuf.imports({
    title: 'Aid group: 41 structures gone in Baylasan camp', publisher: 'Haven Wire', author: '', sourceAddress: REPORT, publishedOn: clock.today(), language: 'en', fileName: null,
    text: readFileSync(new URL('reports/baylasan-wire.txt', import.meta.url), 'utf8'),
  })
  const again = yusuf.takes(report, '41 demolished structures in the Baylasan camp', { place: 'Baylasan camp', statement: 'Satellite imagery of the 19th shows 41 demolished structures in the Baylasan camp.' })
  const half = yusuf.takes(report, 'Half of the demolished structures stood in sector C', { place: 'Baylasan camp', statement: 'Half of the 41 demolished structures in the Baylasan camp stood in sector C.' })
  yusuf.attributes(again, [named('a spokeswoman of the Open Shelter Initiative', 'told'), named('Haven Wire', 'reported', 'wire', REPORT)])
  yusuf.relates(again, 'same', structures)
  yusuf.relates(half, 'related', structures)
  yusuf.takesOver(again, structures)
  salma.translates(half, 'ar', 'نصف المباني المهدومة في مخيم البيلسان وعددها 41 كان في القطاع C')
}
