import type { Locale, Person } from '../people/person.ts'

declare global {
  namespace Express {
    interface Locals {
      viewer: Person | null
      locale: Locale
      nonce: string
      deskName: string | undefined
      /** Keeps the finished answer for others who ask for the same. */
      keep?: (body: Buffer) => void
      /** What waits for the viewer to be answered; null where that is not for them. */
      letters: { open: number; overdue: number } | null
    }
  }
}
