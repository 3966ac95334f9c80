export const ROLES = ['checker', 'supervisor', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const LOCALES = ['ar', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export type Person = { id: string; name: string; email: string; role: Role; locale: Locale }

/** E-mail addresses are compared, stored and counted like this. */
export const emailOf = (typed: string) => typed.trim().toLowerCase()
