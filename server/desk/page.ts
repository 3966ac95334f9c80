import type { Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Database } from '../database.ts'
import { universalDayOf } from '../days.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { sendPage } from '../web/page.ts'
import { loads, oldestWaiting, signedAlone, signedDays, sumOf, waitingClaims } from './overview.ts'

/** Four weeks: a month looks alike from any day of the week. */
const DAYS = 28
const ROWS = 10

/** What supervisors look at in the morning. Nothing of it is read from a whole table. */
export function sendOverview(db: Database, res: Response, now: Date) {
  const days = signedDays(db, universalDayOf(now), DAYS)
  sendPage(res, 'desk/index', {
    title: words[res.locals.locale].desk.title,
    waiting: waitingClaims(db),
    oldest: oldestWaiting(db, ROWS),
    loads: loads(db),
    days,
    from: days[0]!.day,
    to: days.at(-1)!.day,
    totals: VERDICTS.map((verdict) => ({ verdict, claims: sumOf(days.flatMap(({ signed }) => signed.filter((one) => one.verdict === verdict)), 'claims') })),
    alone: { all: sumOf(days, 'alone'), newest: signedAlone(db, days[0]!.day, ROWS) },
    now: now.toISOString(),
  })
}
