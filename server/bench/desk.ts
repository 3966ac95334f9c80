import { readOrMakeKey } from '../audit/checkpoint.ts'
import { readConfig } from '../config.ts'
import { openDatabase, type Database } from '../database.ts'
import { pageCourse, verdictCourse, type Course } from './courses.ts'
import { benchExports } from './exports.ts'
import type { Wanted } from './load.ts'
import { ask, median, medians, TOGETHER, type Figures, type Size } from './measure.ts'
import { pagesOf, viewersOf } from './operations.ts'
import { coldStart, startDesk, startFloor, startLoad, type Floor, type Load, type Server } from './processes.ts'
import type { Process, Result } from './tables.ts'

type Bench = { load: Load; desk: Server; http: Floor; express: Floor; size: Size }

type Both = { alone: Figures; together: Figures }
type Measured = Record<'desk' | 'http' | 'express', Both> & { query: number }

/** Measures everything on the desk of a folder. */
export async function benchDesk(folder: string, size: Size): Promise<{ results: Result[]; figures: Omit<Process, 'built'>; exported: Exported | null }> {
  const { databaseFile, keyFile } = readConfig({ DATA_DIR: folder })
  const [db, key] = [openDatabase(databaseFile), readOrMakeKey(keyFile)]
  const viewers = viewersOf(db)
  const pages = pagesOf(db, viewers.map(({ cookie }) => cookie))
  const cold = await coldStarts(folder, pages[0]!.requests[0]!, size.rounds)

  const bench: Bench = { load: startLoad(), desk: await startDesk(folder), http: await startFloor('http'), express: await startFloor('express'), size }
  const { load, desk, http, express } = bench
  try {
    await load.run({ port: desk.port, connections: 1, count: 1, seconds: 30, requests: pages[0]!.requests })
    const { memory: idle } = await desk.usage()
    const courses = [verdictCourse(db, viewers[0]!, size)]
    for (const page of pages.toReversed()) courses.unshift(await pageCourse(db, key, desk.port, page, size))
    const { results, loaded } = await runAll(bench, courses)
    return { results, figures: { idle, loaded, cold }, exported: isLarge(db) ? null : await measureExports(db, bench, viewers) }
  } finally {
    await Promise.all([load, desk, http, express].map((child) => child.stop()))
    db.close()
  }
}

type Exported = Awaited<ReturnType<typeof benchExports>>

/** An export of more claims than this takes minutes, and tells no more than one of a hundred thousand. */
const MOST_TO_EXPORT = 200_000
const isLarge = (db: Database) => (db.prepare('SELECT max(key) FROM claims').pluck().get() as number) > MOST_TO_EXPORT

/** The one who supervises exports the desk, while the queue is worked with in both languages and strangers read what is published. */
function measureExports(db: Database, { desk, load }: Pick<Bench, 'desk' | 'load'>, viewers: ReturnType<typeof viewersOf>): Promise<Exported> {
  const pages = pagesOf(db, viewers.map(({ cookie }) => cookie))
  const named = (name: string) => pages.find((page) => page.name === name)!.requests
  return benchExports(db, { desk, load, queue: named('queue'), read: named('public claim page'), cookie: viewers.at(-1)!.cookie })
}

/** The exports alone, on the desk of a folder. */
export async function benchExportsAlone(folder: string): Promise<Exported> {
  const db = openDatabase(readConfig({ DATA_DIR: folder }).databaseFile)
  const [load, desk] = [startLoad(), await startDesk(folder)]
  try {
    return await measureExports(db, { desk, load }, viewersOf(db))
  } finally {
    await Promise.all([load, desk].map((child) => child.stop()))
    db.close()
  }
}

async function coldStarts(folder: string, { path, headers, must }: Wanted, times: number): Promise<number> {
  const took: number[] = []
  for (let time = 0; time < times; time++) took.push(await coldStart(folder, path, headers.cookie!, must))
  return median(took)
}

/** Round by round rather than page by page, so that what else the machine does falls on all of them. The first round only warms up. */
async function runAll(bench: Bench, courses: readonly Course[]): Promise<{ results: Result[]; loaded: number }> {
  const rounds = new Map(courses.map((course) => [course, [] as Measured[]]))
  let loaded = 0
  for (let round = 0; round <= bench.size.rounds; round++) {
    for (const course of courses) {
      const measured = await runOne(bench, course)
      if (round > 0) rounds.get(course)!.push(measured)
      loaded = Math.max(loaded, (await bench.desk.usage()).memory)
    }
  }
  return { results: [...rounds].map(([course, measured]) => resultOf(course, measured)), loaded }
}

async function runOne({ load, desk, http, express, size }: Bench, { answer, prepare }: Course): Promise<Measured> {
  const { alone, together, query, check } = prepare()
  const both = async (server: Server, fit: (requests: Wanted[]) => Wanted[]): Promise<Both> => ({
    alone: await ask(load, server, fit(alone), 1, { count: size.alone, seconds: size.seconds }),
    together: await ask(load, server, fit(together), TOGETHER, { count: size.together, seconds: size.seconds }),
  })
  const onFloor = async (floor: Floor) => {
    await floor.answerWith(answer)
    return both(floor, (requests) => requests.map((request) => ({ ...request, must: '' })))
  }

  const measured = { query: query(), desk: await both(desk, (requests) => requests), http: await onFloor(http), express: await onFloor(express) }
  check(measured.desk.alone.sent + measured.desk.together.sent)
  return measured
}

function resultOf({ name, goal, answer }: Course, rounds: readonly Measured[]): Result {
  const of = (kind: 'desk' | 'http' | 'express'): Both => ({ alone: medians(rounds.map((round) => round[kind].alone)), together: medians(rounds.map((round) => round[kind].together)) })
  const query = median(rounds.map((round) => round.query))
  return { name, goal, bytes: Buffer.byteLength(answer.body), desk: of('desk'), http: of('http'), express: of('express'), query }
}
