import type { KeyObject } from 'node:crypto'
import { signCheckpoint } from '../server/audit/checkpoint.ts'
import { openDesk } from '../server/audit/open-desk.ts'
import { queueDue } from '../server/claims/due.ts'
import type { Database } from '../server/database.ts'
import { askExport } from '../server/export/jobs.ts'
import { periodOf } from '../server/export/scope.ts'
import { makeToken } from '../server/people/personal-tokens.ts'
import { baylasan } from './baylasan.ts'
import { storyClock } from './clock.ts'
import { colleague, type Colleague, type Stage } from './colleague.ts'
import { ostrel } from './ostrel.ts'
import { gather } from './people.ts'
import { reader } from './reader.ts'
import { takeWanted } from './web.ts'
import { newsroomSite } from './webhook.ts'
import { yasmura } from './yasmura.ts'

/** Stands in the first event of every demo desk, so that no other desk is taken for one. */
export const DEMO_ORIGIN = 'demo.claimdesk.example'

/** Before today. */
const WORKING_DAYS = 5

/** What happens today, in minutes before the end: the morning's work, and what is in hand as the story ends. */
const TODAY = [75, 20] as const

/** Each report's story, from the day on which the report comes in, and at which hour (UTC) its part of a day begins. It stops at the end of each part. */
const STORIES = [
  { story: yasmura, from: 1, hour: '06:30' },
  { story: ostrel, from: 2, hour: '09:10' },
  { story: baylasan, from: 3, hour: '11:40' },
] as const satisfies { story: Story; from: number; hour: string }[]

type Setting = { key: KeyObject; end: Date; deskName?: string | undefined }

/**
 * Tells the whole story on a file that no desk was opened in yet: who works here, and what they did on the days before `end`.
 * The same `end` gives the same desk but for its random ids. Returns the people, and how many changes were told.
 */
export async function seedNewsroom(db: Database, { key, end, deskName = 'Claimdesk' }: Setting) {
  const stage: Stage = { db, clock: storyClock(end, WORKING_DAYS), press: { key, showsNames: true }, told: { changes: 0 } }
  const { clock, told } = stage

  // Nobody waits for the single steps of a story; what counts is that all of it is on the disk in the end.
  db.pragma('synchronous = OFF')
  clock.startDay(1, '05:50')
  openDesk(db, { name: deskName, origin: DEMO_ORIGIN, key, at: clock.tick() })
  told.changes++
  const people = await gather(stage)
  const site = newsroomSite(stage, people.adam)
  // Of a program that comes at night; nobody here knows its token any more.
  makeToken(db, { person: people.nadia, at: clock.tick() }, { name: 'نسخ التقارير كل ليلة', role: 'checker', days: 180 })
  told.changes++
  const newsroom = { clock, reader: reader(stage), salma: colleague(stage, people.salma), yusuf: colleague(stage, people.yusuf), nadia: colleague(stage, people.nadia) }

  const tellings = STORIES.map(({ story, ...when }) => ({ ...when, telling: story(newsroom) }))
  for (let day = 1; day <= WORKING_DAYS; day++) {
    if (day > 1) {
      clock.startDay(day, '00:00')
      told.changes += queueDue(db, clock.tick())
    }
    for (const { hour, telling } of tellings.filter(({ from }) => day >= from)) {
      clock.startDay(day, hour)
      telling.next()
      takeWanted(stage)
    }
    site.isTold(clock.now())
    if (day === WORKING_DAYS) site.isPaused()
    signCheckpoint(db, key)
  }
  // For the editors' meeting; the desk writes it when it opens.
  askExport(db, { person: people.nadia, at: clock.tick() }, { scope: periodOf(dayBefore(end, 7), dayBefore(end, 0)), form: 'html', extent: 'brief', locale: 'ar' })
  told.changes++
  for (const minutes of TODAY) {
    clock.startToday(minutes)
    for (const { telling } of tellings) telling.next()
    takeWanted(stage)
  }
  signCheckpoint(db, key)
  db.pragma('synchronous = FULL')
  db.pragma('wal_checkpoint(TRUNCATE)')
  return { people, changes: told.changes }
}

const dayBefore = (end: Date, days: number) => new Date(end.getTime() - days * 86_400_000).toISOString().slice(0, 10)

export type Newsroom = { clock: Stage['clock']; reader: ReturnType<typeof reader> } & Record<'salma' | 'yusuf' | 'nadia', Colleague>

/** Told part by part: it yields when its part of a day is over. */
export type Story = (newsroom: Newsroom) => Generator<void, void, void>
