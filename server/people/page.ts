import type { Views } from '../../views/models.ts'
import type { Database } from '../database.ts'
import { blankForm } from '../web/form.ts'
import { LINK_DAYS } from './links.ts'
import { countOtherAdmins, listPeople, type Member } from './people.ts'
import { ROLES, type Person } from './person.ts'
import { STEPS, whyNot, type StepName } from './rules.ts'

type PeoplePage = Views['people/index']

/** Everything the page of people shows to this admin. */
export function peoplePage(db: Database, viewer: Person, title: string, now: Date, extra: Partial<Pick<PeoplePage, 'form' | 'link'>> = {}): PeoplePage {
  const people = listPeople(db).map((person) => ({ ...person, may: whatMay(db, viewer, person) }))
  return { title, people, roles: ROLES, form: blankForm, link: null, days: LINK_DAYS, now: now.toISOString(), ...extra }
}

function whatMay(db: Database, viewer: Person, person: Member): Record<StepName, boolean> {
  const situation = { actorId: viewer.id, person, otherAdmins: countOtherAdmins(db, person.id) }
  const answers = Object.keys(STEPS).map((step) => [step, whyNot(step as StepName, situation) === null])
  return Object.fromEntries(answers) as Record<StepName, boolean>
}
