import type { Database } from '../database.ts'
import { canonical } from './canonical.ts'
import { readOpening } from './checkpoint.ts'
import { checkGuards } from './guards.ts'
import { compare, limitsOf, openHeld, type Held } from './held.ts'
import { growingTree, leafHash, type Node } from './merkle.ts'
import { chainHash, FIRST_PREVIOUS } from './trail.ts'
import { readUntouched } from './untouched.ts'

export type Finding = {
  ok: boolean
  events: number
  storedCheckpoints: number
  outsideCheckpoints: number
  /** The first event that is not as it was written, or before which one is missing. */
  firstBroken: { seq: number; at: string; action: string } | null
  problems: string[]
  /** What an honest reader must not conclude from this check. */
  unprovable: string[]
}

type Row = { seq: number; body: string; hash: string }

/**
 * Checks a desk's file against itself and against checkpoints that others hold, without writing to it and without a network.
 * Throws a sentence for people when the file cannot be read as a desk at all.
 */
export function verifyDatabase(file: string, externalCheckpoints: readonly string[]): Finding {
  return readUntouched(file, (db) => {
    const finding: Finding = {
      ok: false, events: 0, storedCheckpoints: 0, outsideCheckpoints: externalCheckpoints.length, firstBroken: null, problems: [], unprovable: [],
    }
    try {
      checkTrail(db, externalCheckpoints, finding)
    } catch (error) {
      if (!isSqliteError(error)) throw error
      finding.problems.push(`The database cannot be read to its end: ${error.message}.`)
    }
    finding.ok = finding.problems.length === 0
    return finding
  })
}

const isSqliteError = (error: unknown): error is Error => error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')

function checkTrail(db: Database, outside: readonly string[], finding: Finding) {
  finding.unprovable = limitsOf([])
  finding.problems.push(...checkGuards(db))
  const held = readCheckpoints(db, outside, finding)
  finding.unprovable = limitsOf(held)

  const intact = checkEvents(db, finding)
  checkTree(db, intact, held, finding)
}

function readCheckpoints(db: Database, outside: readonly string[], finding: Finding): Held[] {
  const stored = db.prepare('SELECT size, note FROM checkpoints ORDER BY size').all() as { size: number; note: string }[]
  finding.storedCheckpoints = stored.length
  // A desk signs its first event at once, so there is no honest way to have no checkpoint.
  if (stored.length === 0) finding.problems.push('There is no stored checkpoint: all were taken out, or this trail was never signed.')

  const first = db.prepare('SELECT body FROM audit_events ORDER BY seq LIMIT 1').get() as { body: string } | undefined
  try {
    const { held, problems } = openHeld(readOpening(first?.body), stored, outside)
    finding.problems.push(...problems)
    return held
  } catch (error) {
    if (isSqliteError(error)) throw error
    finding.problems.push(`No signature can be checked: ${(error as Error).message}.`)
    return []
  }
}

/** Checks every event and the chain between them. Returns how many there are before the first gap. */
function checkEvents(db: Database, finding: Finding): number {
  let previous = { seq: 0, hash: FIRST_PREVIOUS }
  let intact = 0
  for (const row of db.prepare('SELECT seq, body, hash FROM audit_events ORDER BY seq').iterate() as Iterable<Row>) {
    const problem = problemOf(row, previous)
    if (problem) {
      const { at = '?', action = '?' } = read(row)
      finding.firstBroken ??= { seq: row.seq, at, action }
      finding.problems.push(`Event ${row.seq} (${action}, ${at}): ${problem}.`)
    }
    finding.events++
    if (row.seq === intact + 1) intact = row.seq
    // From here on the chain is measured against what stands in the file, so that one change is one problem.
    previous = row
  }
  return intact
}

function problemOf(row: Row, previous: { seq: number; hash: string }): string | null {
  if (row.seq !== previous.seq + 1) return `what came right before it is missing, from event ${previous.seq + 1} on`
  const event = read(row)
  if (event.text !== row.body) return 'its body is not in the form in which the desk writes it'
  if (event.seq !== row.seq || event.v !== 1) return 'its body has another number or version'
  if (chainHash(previous.hash, row.body) !== row.hash) return 'its hash does not fit: it was changed, or the event before it'
  return null
}

function read({ body }: Row): { text?: string; v?: number; seq?: number; at?: string; action?: string } {
  try {
    const event = JSON.parse(body) as object
    return { ...event, text: canonical(event) }
  } catch {
    return {}
  }
}

/** Grows the tree again from the events and holds it against the kept nodes and against every checkpoint on the way. */
function checkTree(db: Database, intact: number, held: readonly Held[], finding: Finding) {
  const bySize = Map.groupBy(held, ({ checkpoint }) => checkpoint.size)
  const nodeAt = db.prepare('SELECT hash FROM audit_tree WHERE level = ? AND position = ?').pluck()
  const isKept = ({ level, position, hash }: Node) => (nodeAt.get(level, position) as Buffer | undefined)?.equals(hash) ?? false
  const tree = growingTree()
  const wrong: Node[] = []
  let nodes = 0

  for (const row of db.prepare('SELECT seq, body, hash FROM audit_events WHERE seq <= ? ORDER BY seq').iterate(intact) as Iterable<Row>) {
    const completed = tree.add(leafHash(row.body))
    nodes += completed.length
    wrong.push(...completed.filter((node) => !isKept(node)))
    for (const one of bySize.get(row.seq) ?? []) {
      const problem = compare(one, { root: tree.root().toString('base64'), head: row.hash, time: read(row).at })
      if (problem) finding.problems.push(problem)
    }
  }

  if (wrong[0]) finding.problems.push(`${wrong.length} kept nodes of the tree do not fit the events, first at level ${wrong[0].level}, position ${wrong[0].position}.`)
  if (intact === finding.events && countNodes(db) !== nodes) finding.problems.push('The tree has nodes that belong to no event.')
  for (const { label, checkpoint } of held.filter(({ checkpoint }) => checkpoint.size > intact)) {
    finding.problems.push(`${label} covers ${checkpoint.size} events, but the trail ends after ${intact}: the rest was cut off, or this is an older copy.`)
  }
}

function countNodes(db: Database): number {
  const { nodes } = db.prepare('SELECT count(*) AS nodes FROM audit_tree').get() as { nodes: number }
  return nodes
}
