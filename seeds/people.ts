import { acceptInvitation, firstInvitation } from '../server/people/invitations.ts'
import { invite, type NewPerson } from '../server/people/people.ts'
import type { Person } from '../server/people/person.ts'
import type { Stage } from './colleague.ts'

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
export async function gather({ db, clock, told }: Stage): Promise<Cast> {
  const next = () => {
    told.changes++
    return clock.tick()
  }
  const joins = (token: string, { name, email, locale }: NewPerson) => acceptInvitation(db, { at: next() }, token, { name, email, locale, password: PASSWORD })

  const adam = await joins(firstInvitation(db, next())!, PEOPLE.adam)
  const invites = (newcomer: NewPerson) => joins(invite(db, { person: adam, at: next() }, newcomer).token, newcomer)
  return { adam, nadia: await invites(PEOPLE.nadia), salma: await invites(PEOPLE.salma), yusuf: await invites(PEOPLE.yusuf) }
}
