import type { Response } from 'express'
import { z } from 'zod'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import { findClaim } from '../claims/claims.ts'
import { canTake } from '../claims/rules.ts'
import type { Database } from '../database.ts'
import { dayOf } from '../days.ts'
import type { Sentence } from '../errors.ts'
import { latestPublication } from '../publication/publication.ts'
import type { Verdict } from '../verdicts/rules.ts'
import { blankForm, type Form } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { contactOf, leftContact } from './contacts.ts'
import { findLetter } from './letters.ts'
import { countLetters, cursorAfter, listLetters, STATES, type Cursor, type State } from './list.ts'
import { CONTACT_DAYS, isOverdue } from './rules.ts'

const ROWS = 30

/** What cannot be understood in the address is as if it were not there. */
const Query = z.object({
  show: z.enum(STATES).catch('open'),
  after: z.string().regex(/^[\d:.TZ-]{10,24}_\d{1,15}$/).optional().catch(undefined),
})

/** The inbox: open letters by the day on which they are due, or the answered ones. */
export function sendInbox(db: Database, res: Response, asked: unknown, now: Date) {
  const { show, after } = Query.parse(asked)
  const today = dayOf(now)
  const found = listLetters(db, show, cursorOf(after), ROWS + 1)
  const rows = found.slice(0, ROWS)
  const addressOf = (state: State, cursor?: Cursor) => `/letters?${new URLSearchParams({ show: state, ...(cursor ? { after: `${cursor.at}_${cursor.key}` } : {}) })}`

  sendPage(res, 'letters/index', {
    title: words[res.locals.locale].letters.title,
    rows: rows.map((row) => ({ ...row, isOverdue: isOverdue(row, today), now: publicNow(db, row.claimId) })),
    today,
    counts: countLetters(db, today),
    tabs: STATES.map((state) => ({ state, address: addressOf(state), current: state === show })),
    next: found.length > ROWS ? addressOf(show, cursorAfter(show, rows.at(-1)!)) : null,
    first: after === undefined ? null : addressOf(show),
  })
}

/** One letter, with what can be done about it. A form that came back brings what was typed, and why it was not done. */
export function sendLetter(db: Database, res: Response, id: string, now: Date, returned?: { form: Form; refusal?: Sentence }) {
  const { locale, viewer } = res.locals
  const letter = findLetter(db, id)
  const claim = findClaim(db, letter.claimId)
  sendPage(res, 'letters/show', {
    title: words[locale].letters.letterAbout(claim.number),
    letter, claim,
    contact: contactOf(db, id) ?? null,
    isErased: leftContact(db, id),
    contactDays: CONTACT_DAYS,
    isOverdue: isOverdue(letter, dayOf(now)),
    today: dayOf(now),
    now: publicNow(db, letter.claimId),
    isMine: letter.takenBy?.id === viewer!.id,
    mayCorrect: canTake('correct', claim, viewer!, now),
    form: returned?.form ?? blankForm,
    refusal: returned?.refusal ? returned.refusal(words[locale], formats[locale]) : null,
  })
}

/** What readers get of a claim now; verdict null: it was withdrawn. A letter is only about what was published. */
function publicNow(db: Database, claimId: string): Views['letters/show']['now'] {
  const { version, document } = latestPublication(db, claimId)!
  const verdict: Verdict | null = document.kind === 'claim' ? document.verdict.verdict : null
  return { version, verdict }
}

function cursorOf(after: string | undefined): Cursor | undefined {
  const [at, key] = after?.split('_') ?? []
  return at !== undefined && key !== undefined ? { at, key: Number(key) } : undefined
}
