import { dayOf, daysAfter } from '../days.ts'

/** The promise to readers: within how many days a letter is answered. */
export const ANSWER_DAYS = 7

/** How many days after the answer the desk forgets who wrote, and how they could be reached. */
export const CONTACT_DAYS = 30

/** What was done about a letter. */
export const OUTCOMES = ['corrected', 'nothing_to_correct', 'not_about_this'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** How many letters the desk takes within an hour: of one network, where several people may sit; about one claim, so that a flood on it leaves the others open; and of all the world. */
export const LIMITS = { network: 5, claim: 20, all: 60, milliseconds: 60 * 60_000 } as const

const DAY = 24 * 60 * 60_000

/** The day by whose end a letter is to be answered. */
export const dueOn = (receivedAt: Date) => daysAfter(dayOf(receivedAt), ANSWER_DAYS)

export const isOverdue = (letter: { dueOn: string; answeredAt: string | null }, today: string) => letter.answeredAt === null && letter.dueOn < today

/** Letters that were answered before this moment are nobody's any more. */
export const forgottenBefore = (now: Date) => new Date(now.getTime() - CONTACT_DAYS * DAY).toISOString()

/** Nobody is told that something was corrected while the version that they wrote about is the newest. */
export const maySay = (outcome: Outcome, { publication }: { publication: number }, newest: number) => outcome !== 'corrected' || newest > publication
