import type { Request, Response } from 'express'
import type { Services } from '../app.ts'
import { planRevision, reviseReport } from '../claims/revision.ts'
import { sendConsequences } from '../claims/revision-page.ts'
import { takeInText } from '../claims/suggestions.ts'
import type { Routes } from '../people/access.ts'
import { typedIn, type Problem } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { words } from '../../views/locales/words.ts'
import { broughtFile, broughtPage, type Brought } from './bringing.ts'
import { proposedAbout, readAsked, readBringing, readImport, type ImportField, type ImportForm, type Ready } from './import.ts'
import { bytesOfOriginal, findWaiting, keepOriginal, type WaitingOriginal } from './originals.ts'
import { ENDINGS } from './reading/kind.ts'
import { readOriginal } from './reading/read.ts'
import { findReport, reportWithText, type Report } from './reports.ts'
import { asStored, safeFileName } from './rules.ts'
import { takingTurns } from './turns.ts'
import { ensureNewest, versionsOf } from './versions.ts'

/** How reports come in: as text, out of a document, or from an address; on their own, or as a later version of another. */
export function importRoutes({ db, now, fetchPage, suggester }: Services): Routes {
  const inTurn = takingTurns()

  return {
    'GET /reports/new': (req, res) => showForm(req.query.original, res, null),

    'POST /reports/new': (req, res) => takeIn(req, res, null),

    'GET /reports/:reportId/revisions/new': (req, res) => {
      const newest = versionsOf(db, findReport(db, req.params.reportId).id).at(-1)!
      if (newest.id !== req.params.reportId) return res.redirect(303, formOf(newest))
      showForm(req.query.original, res, findReport(db, newest.id))
    },

    'POST /reports/:reportId/revisions/new': (req, res) => takeIn(req, res, findReport(db, req.params.reportId)),

    'GET /reports/:reportId/original': (req, res) => {
      const { bytes, fileName } = bytesOfOriginal(db, req.params.reportId)
      res.attachment(fileName).type('application/octet-stream')
      res.set({ 'Content-Security-Policy': "sandbox; default-src 'none'", 'Cache-Control': 'no-store' }).send(bytes)
    },
  }

  function actOf(res: Response, once?: string) {
    return { person: res.locals.viewer, at: now(), once }
  }

  function showForm(original: unknown, res: Response, previous: Report | null) {
    if (typeof original !== 'string') return sendForm(res, { values: previous ? aboutOf(previous) : {}, problems: {} }, { previous })
    const waiting = findWaiting(db, actOf(res), original)
    if (!waiting) return sendForm(res.status(404), { values: {}, problems: { file: 'originalGone' } }, { previous })
    sendForm(res, { values: { ...waiting.about, text: waiting.text }, problems: {} }, { previous, original: waiting })
  }

  /** A text becomes a report; that of a later version once its consequences were seen. A document leads to the form with its text in it. */
  async function takeIn({ file, body }: Pick<Request, 'file' | 'body'>, res: Response, previous: Report | null) {
    if (file) return bring(body, res, previous, 'file', async () => broughtFile(file))
    const asked = readAsked(body)
    if (asked?.ok === false) return sendForm(res.status(422), asked.form, { previous })
    if (asked) return bring(body, res, previous, 'address', async () => broughtPage(await inTurn(res.locals.viewer!.id, now(), () => fetchPage(asked.data.address))))

    const typed = typedIn(body)
    const known = reportWithText(db, asStored(typed.text ?? ''))
    if (known) return res.redirect(303, `/reports/${known.id}?known=1`)
    // A later version is read as the version before it was, whatever the form says.
    const read = readImport(previous ? { ...typed, language: previous.language } : body, (id) => findWaiting(db, actOf(res), id))
    if (!read.ok) return sendForm(res.status(422), read.form, { previous, original: read.original })
    if (typed.edit !== undefined) return sendForm(res, { values: typed, problems: {} }, { previous, original: read.original })

    if (previous) return revise(res, previous, read, typed)
    const { id, isNew } = await takeInText(db, actOf(res, read.once), read, suggester)
    res.redirect(303, isNew ? `/reports/${id}` : `/reports/${id}?known=1`)
  }

  /** `fingerprint` says which consequences were seen; those of another moment are shown again. */
  function revise(res: Response, previous: Report, { draft, original, once }: Ready, { fingerprint, ...body }: Record<string, string>) {
    ensureNewest(db, previous.id)
    if (fingerprint === undefined) return sendConsequences(db, res, previous, { draft, body, movedOn: false })
    if (planRevision(db, previous.id, draft.text).fingerprint !== fingerprint) return sendConsequences(db, res.status(409), previous, { draft, body, movedOn: true })
    const id = reviseReport(db, actOf(res, once), { previousId: previous.id, draft, original, fingerprint })
    res.redirect(303, `/reports/${id}`)
  }

  /** Reads a document and leads to its preview, where a person corrects what was read before it is imported. `field` is where the form says what is wrong with it. */
  async function bring(body: unknown, res: Response, previous: Report | null, field: ImportField, get: () => Promise<Brought>) {
    const refuse = (problem: Problem) => sendForm(res.status(422), { values: typedIn(body), problems: { [field]: problem } }, { previous })
    const read = readBringing(body, field)
    if (!read.ok) return sendForm(res.status(422), read.form, { previous })
    const brought = await get()
    if ('problem' in brought) return refuse(brought.problem)
    const reading = await readOriginal(brought.original)
    if ('problem' in reading) return refuse(reading.problem)

    const known = reportWithText(db, reading.text)
    if (known) return res.redirect(303, `/reports/${known.id}?known=1`)
    const { bytes, name, address, finalAddress } = brought.original
    const { text, mediaType } = reading
    const id = keepOriginal(db, actOf(res, read.about.once), {
      bytes, mediaType, text, steps: [...brought.steps, ...reading.steps], fileName: safeFileName(name), address, finalAddress,
      about: proposedAbout(read.about, reading, brought.original),
    })
    res.redirect(303, `${formOf(previous)}?original=${id}`)
  }
}

/** Where a report is imported, or a later version of one. */
const formOf = (previous: { id: string } | null) => previous ? `/reports/${previous.id}/revisions/new` : '/reports/new'

/** What is known of the later version of an article: whose it is. When it was published is another matter. */
const aboutOf = ({ title, publisher, author, sourceAddress, language }: Report) => ({ title, publisher, author, sourceAddress, language })

type Shown = { previous?: Report | null; original?: WaitingOriginal | undefined }

function sendForm(res: Response, form: ImportForm, { previous = null, original }: Shown = {}) {
  const t = words[res.locals.locale]
  sendPage(res, 'reports/new', {
    title: previous ? t.revision.new : t.reports.new, form, original: original ?? null, accept: ENDINGS.join(),
    previous, action: formOf(previous),
  })
}
