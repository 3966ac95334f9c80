import { parseCheckpoint, trailName, type Checkpoint, type Opening } from './checkpoint.ts'
import { openNote, parseVerifierKey, type Verifier } from './note.ts'

/** A checkpoint that somebody held: the database itself, or somebody outside. `label` begins a sentence about it. */
export type Held = { label: string; isOutside: boolean; checkpoint: Checkpoint }

/** Opens the notes with the desk's key. What cannot be opened is a problem, never left aside. */
export function openHeld(opening: Opening, stored: readonly { size: number; note: string }[], outside: readonly string[]) {
  const verifier = parseVerifierKey(opening.vkey)
  const name = trailName(opening.origin)
  const held: Held[] = []
  const problems: string[] = []

  const hold = (note: string, label: string, size?: number) => {
    try {
      held.push({ label, isOutside: size === undefined, checkpoint: openCheckpoint(note, verifier, name, size) })
    } catch (error) {
      problems.push(`${label} is not valid: ${(error as Error).message}.`)
    }
  }
  for (const { size, note } of stored) hold(note, `The stored checkpoint of ${size} events`, size)
  for (const [index, note] of outside.entries()) hold(note, `Outside checkpoint ${index + 1}`)
  return { held, problems }
}

function openCheckpoint(note: string, verifier: Verifier, name: string, size?: number): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, verifier))
  if (checkpoint.origin !== name) throw new Error(`it is of another trail, ${checkpoint.origin}`)
  if (size !== undefined && checkpoint.size !== size) throw new Error(`it is one of ${checkpoint.size} events`)
  return checkpoint
}

/** Holds a checkpoint against what the trail says of the same events. Answers with what contradicts, if anything does. */
export function compare({ label, checkpoint }: Held, found: { root: string; head: string; time: string | undefined }): string | null {
  const events = `${label} (signed at event ${checkpoint.size}, ${checkpoint.time})`
  if (checkpoint.root !== found.root) return `${events} contradicts the trail: something in events 1 to ${checkpoint.size} was changed after it was signed.`
  if (checkpoint.head !== found.head) return `${events} names another hash of its last event.`
  if (checkpoint.time !== found.time) return `${events} names another time of its last event.`
  return null
}

/** What the check cannot prove. The less is held outside, the less it can. */
export function limitsOf(held: readonly Held[]): string[] {
  const sizes = held.filter(({ isOutside }) => isOutside).map(({ checkpoint }) => checkpoint.size)
  const always = [
    'That everything that happened was recorded.',
    'That what the events say is true, or who sat at the keyboard.',
    'That the desk\'s pages and exports show what the trail says: only the trail was looked at, not the tables of claims, evidence, verdicts and people.',
  ]
  if (sizes.length === 0) {
    return [...always, 'That the whole trail was not rewritten and signed again, or its end cut off, by somebody who has the desk\'s key: no valid outside checkpoint was given.']
  }
  return [
    ...always,
    `That nothing false was written, by somebody who has the desk's key, before the oldest outside checkpoint (event ${Math.min(...sizes)}) was handed out.`,
    `That nothing after the newest outside checkpoint (event ${Math.max(...sizes)}) was rewritten and signed again, or cut off.`,
  ]
}
