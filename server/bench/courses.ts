import type { KeyObject } from 'node:crypto'
import type { Database } from '../database.ts'
import type { Person } from '../people/person.ts'
import type { Wanted } from './load.ts'
import { cpuOf, type Size } from './measure.ts'
import { VERDICT, type Goal, type Operation } from './operations.ts'
import { statementsOf } from './queries.ts'
import type { Answer } from './floor.ts'
import { checkVerdicts, giveVerdict, headBefore, prepareClaims, verdictForm } from './verdicts.ts'

/** One operation as it is measured. `answer` is what the floors answer in its place. */
export type Course = { name: string; goal: Goal | null; answer: Answer; prepare: () => Go }

/** What one go at it takes: the requests, the work of SQLite alone (which says what CPU that took), and a look afterwards at what was done by as many requests as there was time for. */
export type Go = { alone: Wanted[]; together: Wanted[]; query: () => number; check: (sent: number) => void }

/** A page can be asked for as often as one likes. */
export async function pageCourse(db: Database, key: KeyObject, port: number, { name, goal, requests: wanted, again }: Operation, size: Size): Promise<Course> {
  const requests = again ? await Promise.all(wanted.map((one) => asSeen(port, one))) : wanted
  const statements = await statementsOf(db, key, requests)
  const { body } = await pageAt(port, wanted[0]!)
  const query = () => cpuOf(size.alone, (time) => { for (const call of statements[time % statements.length]!) call() })
  return { name, goal, answer: again ? { status: 304, body: '' } : { status: 200, body }, prepare: () => ({ alone: requests, together: requests, query, check: () => {} }) }
}

/** The same, by somebody who has the page already. */
async function asSeen(port: number, wanted: Wanted): Promise<Wanted> {
  const { tag } = await pageAt(port, wanted)
  return { ...wanted, headers: { ...wanted.headers, 'if-none-match': tag, 'accept-encoding': 'identity' }, status: 304, must: '' }
}

async function pageAt(port: number, { path, headers, must }: Wanted): Promise<{ body: string; tag: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
  const body = await answer.text()
  if (answer.status !== 200 || !body.includes(must) || !body.includes('</html>')) throw new Error(`${path} answered ${answer.status}, or not with what it must`)
  return { body, tag: answer.headers.get('etag') ?? '' }
}

/** A verdict is given once to a claim, so every go needs new ones. */
export function verdictCourse(db: Database, { person, cookie }: { person: Person; cookie: string }, size: Size): Course {
  const prepare = (): Go => {
    const [alone, together, inProcess] = [size.alone, size.together, size.alone].map((count) => prepareClaims(db, person, count)) as [Prepared, Prepared, Prepared]
    const before = headBefore(db)
    return {
      alone: alone.map((claim) => verdictForm(claim, cookie)),
      together: together.map((claim) => verdictForm(claim, cookie)),
      query: () => cpuOf(inProcess.length, (time) => giveVerdict(db, person, inProcess[time]!)),
      check: (sent) => checkVerdicts(db, [...alone, ...together, ...inProcess], before, sent + inProcess.length),
    }
  }
  return { name: 'give a verdict', goal: VERDICT, answer: { status: 303, body: 'See Other. Redirecting to /claims/7K3M9Q2XTA' }, prepare }
}

type Prepared = ReturnType<typeof prepareClaims>
