import type { Database } from '../server/database.ts'
import { acceptInvitation, firstInvitation } from '../server/people/invitations.ts'
import { invite, type NewPerson } from '../server/people/people.ts'
import type { Person } from '../server/people/person.ts'
import type { Clock } from './clock.ts'

/** Of everybody in the demo. It is no secret: the desk listens on this machine alone unless somebody asks for more. */
export const PASSWORD = 'claimdesk-demo'

/** Two read the desk in Arabic, two in English. */
export const PEOPLE = {
  adam: { name: 'Adam', email: 'adam@claimdesk.example', role: 'admin', locale: 'en' },
  nadia: { name: 'نادية', email: 'nadia@claimdesk.example', role: 'supervisor', locale: 'ar' },
  salma: { name: 'سلمى', email: 'salma@claimdesk.example', role: 'checker', locale: 'ar' },
  yusuf: { name: 'Yusuf', email: 'yusuf@claimdesk.example', role: 'checker', locale: 'en' },
} as const satisfies Record<string, NewPerson>

export type Cast = Record<keyof typeof PEOPLE, Person>

/** Adam founds the desk; everybody else comes with his invitation, and chooses the password of the demo. */
export async function gather(db: Database, clock: Clock): Promise<Cast> {
  const { name, email, locale } = PEOPLE.adam
  const adam = await acceptInvitation(db, { at: clock.tick() }, firstInvitation(db, clock.tick())!, { name, email, locale, password: PASSWORD })

  const join = async (newcomer: NewPerson) => {
    const { token } = invite(db, { person: adam, at: clock.tick() }, newcomer)
    return acceptInvitation(db, { at: clock.tick() }, token, { locale: newcomer.locale, password: PASSWORD })
  }
  return { adam, nadia: await join(PEOPLE.nadia), salma: await join(PEOPLE.salma), yusuf: await join(PEOPLE.yusuf) }
}
