import type { KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { signCheckpoint } from '../server/audit/checkpoint.ts'
import { openDesk } from '../server/audit/open-desk.ts'
import { importReport } from '../server/claims/suggestions.ts'
import { acceptAll } from '../server/claims/triage.ts'
import type { Database } from '../server/database.ts'
import { passagesOfReport } from '../server/reports/reports.ts'
import { storyClock } from './clock.ts'
import { gather } from './people.ts'

/** Stands in the first event of every demo desk, so that no other desk is taken for one. */
export const DEMO_ORIGIN = 'demo.claimdesk.example'

const text = (name: string) => readFileSync(new URL(`reports/${name}.txt`, import.meta.url), 'utf8')

export async function seedNewsroom(db: Database, { key, end, deskName = 'Claimdesk' }: { key: KeyObject; end: Date; deskName?: string }) {
  const clock = storyClock(end, 5)
  clock.startDay(1, '06:30')
  openDesk(db, { name: deskName, origin: DEMO_ORIGIN, key, at: clock.tick() })
  const cast = await gather(db, clock)
  for (const [name, language, title, publisher] of [
    ['zaarura-fighting', 'ar', 'انسحاب الحرس من وسط الزعرورة ومعارك في محيط تل مرجان', 'صحيفة المرفأ'],
    ['ostrel-water-plant', 'en', 'Fire at Ostrel plant leaves port city short of water', 'Saltmarsh Gazette'],
    ['safsaf-monthly-note', 'ar', 'النشرة الشهرية: عمليات الإخلاء في مخيم الصفصاف', 'مركز الشرفة للتوثيق'],
  ] as const) {
    const id = importReport(db, { person: cast.salma, at: clock.tick() }, { title, publisher, author: '', sourceAddress: '', publishedOn: clock.today(), language, text: text(name), fileName: null })
    for (const passage of passagesOfReport(db, id).slice(0, 9)) acceptAll(db, { person: cast.salma, at: clock.tick() }, id, passage)
  }
  signCheckpoint(db, key)
  return cast
}
