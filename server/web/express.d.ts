import type { Locale, Person } from '../people/person.ts'

declare global {
  namespace Express {
    interface Locals {
      viewer: Person | null
      locale: Locale
      nonce: string
      deskName: string | undefined
    }
  }
}
