import { hash } from 'node:crypto'
import { z } from 'zod'
import { ID } from '../ids.ts'
import { problem, typedIn, type Problem } from './form.ts'

/**
 * What every text field goes through: line ends become LF (forms send CRLF whatever was typed) and outer white space goes,
 * and a text that shows nothing is none.
 * Refused, not mended: NUL, halves of surrogate pairs, and the mark that stands where bytes could not be read.
 */
export const readable = (text: string) => text.isWellFormed() && !/[\0\uFFFD]/.test(text)
export const plainLines = (text: string) => text.replace(/\r\n?/g, '\n')

/** Made of signs that take no room: as the reason for something it would be none. */
const showsNothing = (text: string) => /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text)

const text = (most: number) => z.string(problem('missing'))
  .max(most, problem('tooLong'))
  .refine(readable, problem('unreadable'))
  .transform((typed) => showsNothing(typed) ? '' : plainLines(typed).trim())

/** A line or a text that must be there. `most` counts UTF-16 units, as browsers do. */
export const needed = (most = 500) => text(most).pipe(z.string().min(1, problem('missing')))

/** One that may be left out; then it is ''. */
export const optional = (most = 500) => text(most).default('')

export const choice = <const Choices extends readonly [string, ...string[]]>(choices: Choices) => z.enum(choices, problem('choose'))

/** A day, as date fields send it; '' when left out becomes null. */
export const day = z.union([z.literal('').transform(() => null), z.iso.date(problem('notADay'))], problem('notADay')).default(null)

export const neededDay = z.iso.date({ error: ({ input }) => problem(input === undefined || typeof input === 'string' && input.trim() === '' ? 'missing' : 'notADay') })

/** Whole, and without a name or password, so that a link leads where it seems to: browsers take http:a for a page of ours, and www.a@b for b. */
export const webAddress = (typed: string) => URL.canParse(typed) && /^https?:\/\/[^/\\@]+(?:[/\\?#]|$)/i.test(typed) && !/\p{Cc}/u.test(typed)

/** An address as it was typed, or ''. */
export const optionalAddress = optional(2000).refine((typed) => typed === '' || webAddress(typed), problem('notAnAddress'))
export const neededAddress = needed(2000).refine(webAddress, problem('notAnAddress'))

export const whole = z.string(problem('missing')).regex(/^\d{1,9}$/, problem('missing')).transform(Number)

/** A box: sent as `on` when ticked, not at all when not. */
export const ticked = z.literal('on', problem('choose')).optional().transform((sent) => sent === 'on')

/** An id of ours, as a list of choices sends it. */
export const neededId = z.string(problem('choose')).regex(ID, problem('choose'))

/** Several boxes of one name arrive as a list, one as itself, none as nothing. */
const asList = (sent: unknown) => [sent ?? []].flat()

/** The boxes of a list of ours that were ticked, in its order; `none` is what is said where there is none. */
export const several = <const Choice extends string>(choices: readonly Choice[], none: Problem) =>
  z.preprocess(asList, z.array(z.enum(choices, problem(none))).min(1, problem(none))).transform((ticked) => choices.filter((choice) => (ticked as string[]).includes(choice)))

/** The ids of the boxes that were ticked. */
export const tickedIds = z.preprocess(asList, z.array(z.string().regex(ID)))

/** The same where one must be ticked, and not more than a page has; `none` is what is said otherwise. */
export const neededIds = (none: Problem) => z.preprocess(asList, z.array(z.string().regex(ID, problem(none))).min(1, problem(none)).max(200, problem('tooMany')))

/**
 * What every form that changes something carries: its own key, so that sending it twice does it once. Keys that begin with a hash are made here, of
 * whoever asks and what they ask for: nobody sends one, who could take that of somebody else.
 */
export const once = z.string().regex(/^(?![0-9a-f]{32})[\w-]{1,64}$/).optional().catch(undefined)

/** That key, of a form that sends nothing else. */
export const onceIn = (body: unknown) => once.parse(typedIn(body).once)

/**
 * The key under which a form is done: its own, bound to who sent it and to all that they sent. A page that was gone back to sends its old key
 * with new words or other boxes ticked, and these must not pass for done; nor does anybody else's form stand for theirs.
 */
export const keyOf = (once: string | undefined, viewer: { id: string } | null, body: unknown) =>
  once && hash('sha256', JSON.stringify([once, viewer?.id, body]))
