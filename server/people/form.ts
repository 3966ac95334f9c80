import { z } from 'zod'
import { choice, needed, once, readable, whole } from '../web/fields.ts'
import { problem } from '../web/form.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './passwords.ts'
import { rolesUpTo, TOKEN_DAYS } from './personal-tokens.ts'
import { emailOf, LOCALES, ROLES, type Role } from './person.ts'

/** Names stand in sentences of the trail: nothing in them may turn or break the sentence around them. */
const name = needed(100)
  .refine((typed) => !/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(typed), problem('unreadable'))
  .refine((typed) => /\p{L}/u.test(typed), problem('missing'))

/** Asked even of those who sign in: a password typed into the wrong field must not end up in the trail as an address that failed. */
const email = needed(254).refine((typed) => /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(typed), problem('notAnEmail')).transform(emailOf)

/** As it was typed: white space belongs to it. */
const password = z.string(problem('missing')).min(1, problem('missing')).max(LONGEST_PASSWORD, problem('tooLong')).refine(readable, problem('unreadable'))
const newPassword = password.min(SHORTEST_PASSWORD, problem('passwordShort'))

const locale = choice(LOCALES)
const role = choice(ROLES)

export const SignIn = z.object({ email, password })
export const Joining = z.object({ password: newPassword, locale, once })
export const Founding = z.object({ name, email, password: newPassword, locale, once })
export const Invitation = z.object({ name, email, role, locale, once })
export const RoleChange = z.object({ role, once })
export const LocaleChange = z.object({ locale })

/** No token may do more than whoever makes it, and none is for ever. */
export const tokenForm = (role: Role) => z.object({
  once, name, role: z.enum(rolesUpTo(role), problem('choose')), days: whole.refine((days) => days >= 1 && days <= TOKEN_DAYS.most, problem('notThatManyDays')),
})
