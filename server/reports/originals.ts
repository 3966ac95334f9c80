import { hash } from 'node:crypto'
import { change, type Act } from '../audit/trail.ts'
import type { Database } from '../database.ts'
import { notFound } from '../errors.ts'
import { newId } from '../ids.ts'
import type { MediaType } from './reading/kind.ts'
import type { Step } from './reading/reading.ts'
import type { Report } from './reports.ts'

/** The file or page that a text was taken out of. `broughtBy` is a name. */
export type KeptOriginal = {
  sha256: string
  mediaType: MediaType
  size: number
  fileName: string
  address: string
  finalAddress: string
  steps: Step[]
  broughtBy: string
  broughtAt: string
}

/** One that waits until its text is imported, with that text, and with what the form says about it. */
export type WaitingOriginal = KeptOriginal & { id: string; text: string; about: Record<string, string> }

export type NewOriginal = Pick<WaitingOriginal, 'mediaType' | 'fileName' | 'address' | 'finalAddress' | 'steps' | 'text' | 'about'> & { bytes: Buffer }

/** Long enough to look through a long text, and to come back to it tomorrow morning. */
const WAITS = 24 * 60 * 60_000

/** Of one person; the oldest make room. */
const MOST_WAITING = 10

/** Keeps an original until its text has been looked through. Returns its id. Those that waited in vain go on this occasion. */
export function keepOriginal(db: Database, act: Act, { bytes, text, about, steps, ...rest }: NewOriginal): string {
  return change(db, act, (record) => {
    const id = newId()
    const forgotten = forgetWaiting(db, act)
    const [sha256, size] = [hash('sha256', bytes), bytes.length]
    db.prepare(`
      INSERT INTO waiting_originals (id, sha256, media_type, size, file_name, address, final_address, text, steps, about, brought_by, brought_at, bytes)
      VALUES (@id, @sha256, @mediaType, @size, @fileName, @address, @finalAddress, @text, @steps, @about, @broughtBy, @broughtAt, @bytes)`,
    ).run({ ...rest, id, sha256, size, bytes, text, steps: JSON.stringify(steps), about: JSON.stringify(about), broughtBy: act.person!.id, broughtAt: act.at.toISOString() })
    record({ action: 'original.brought', subject: `original/${id}`, after: { ...rest, size, original: sha256, ...(forgotten.length > 0 ? { forgotten } : {}) } })
    return id
  })
}

/** Drops what has waited too long, whoever brought it, and of this person what is one too many. Returns their hashes. */
function forgetWaiting(db: Database, { person, at }: Act): string[] {
  return db.prepare<[Record<string, unknown>], { sha256: string }>(`
    DELETE FROM waiting_originals
    WHERE brought_at < @oldest
      OR id IN (SELECT id FROM waiting_originals WHERE brought_by = @person ORDER BY brought_at DESC, rowid DESC LIMIT -1 OFFSET @most)
    RETURNING sha256`).all({ oldest: oldestAt(at), person: person!.id, most: MOST_WAITING - 1 }).map(({ sha256 }) => sha256)
}

const oldestAt = (at: Date) => new Date(at.getTime() - WAITS).toISOString()

/** What one person brought, while it waits; nobody else's. */
export function findWaiting(db: Database, { person, at }: Act, id: string): WaitingOriginal | undefined {
  const found = db.prepare<[Record<string, unknown>], Stored & { id: string; text: string; about: string }>(`
    SELECT waiting_originals.id, text, about, ${COLUMNS}
    FROM waiting_originals JOIN people ON people.id = brought_by
    WHERE waiting_originals.id = @id AND brought_by = @person AND brought_at >= @oldest`).get({ id, person: person?.id, oldest: oldestAt(at) })
  return found && { ...parsed(found), about: JSON.parse(found.about) as Record<string, string> }
}

/**
 * Makes a waiting original that of a report; where the text is another than was taken out of it, somebody edited it. Part of a larger change:
 * it opens no transaction and leaves no trace of its own, but returns what the trace should say.
 */
export function adoptOriginal(db: Database, act: Act, report: Report, { id, sha256, text, steps }: WaitingOriginal) {
  const all: Step[] = text === report.text ? steps : [...steps, { step: 'edited', detail: act.person!.name }]
  const { changes } = db.prepare(`
    INSERT INTO originals (report_id, sha256, media_type, size, file_name, address, final_address, steps, brought_by, brought_at, bytes)
    SELECT ?, sha256, media_type, size, file_name, address, final_address, ?, brought_by, brought_at, bytes FROM waiting_originals WHERE id = ?`,
  ).run(report.id, JSON.stringify(all), id)
  if (changes !== 1) throw notFound()
  db.prepare('DELETE FROM waiting_originals WHERE id = ?').run(id)
  return { original: sha256, steps: all }
}

/** undefined for a text that was pasted. */
export function originalOf(db: Database, reportId: string): KeptOriginal | undefined {
  const found = db.prepare<[string], Stored>(`SELECT ${COLUMNS} FROM originals JOIN people ON people.id = brought_by WHERE report_id = ?`).get(reportId)
  return found && parsed(found)
}

export function bytesOfOriginal(db: Database, reportId: string): { bytes: Buffer; fileName: string } {
  const found = db.prepare<[string], { bytes: Buffer; fileName: string }>(`
    SELECT bytes, file_name AS fileName FROM originals WHERE report_id = ?`).get(reportId)
  if (!found) throw notFound()
  return found
}

type Stored = Omit<KeptOriginal, 'steps'> & { steps: string }

const COLUMNS = `sha256, media_type AS mediaType, size, file_name AS fileName, address, final_address AS finalAddress, steps,
  people.name AS broughtBy, brought_at AS broughtAt`

const parsed = <Row extends Stored>(row: Row) => ({ ...row, steps: JSON.parse(row.steps) as Step[] })
