import { z } from 'zod'
import type { Response } from 'express'
import type { Services } from '../app.ts'
import { importReport } from '../claims/suggestions.ts'
import { notFound, unfit } from '../errors.ts'
import { ID } from '../ids.ts'
import type { Routes } from '../people/access.ts'
import { LANGUAGES } from '../text/language.ts'
import { approvalInList } from '../verdicts/report-sign-off.ts'
import { VERDICTS } from '../verdicts/rules.ts'
import { choice, once, whole } from '../web/fields.ts'
import { blankForm, readForm, typedIn, type Problem } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import { words } from '../../views/locales/words.ts'
import { broughtFile, broughtPage, type Brought } from './bringing.ts'
import { proposedAbout, readAsked, readBringing, readImport, type ImportField, type ImportForm } from './import.ts'
import { listReports, type Cursor } from './list.ts'
import { bytesOfOriginal, findWaiting, keepOriginal, type WaitingOriginal } from './originals.ts'
import { MARKS, markPassage } from './passages.ts'
import { ENDINGS } from './reading/kind.ts'
import { readOriginal } from './reading/read.ts'
import { reportWithText } from './reports.ts'
import { asStored, safeFileName } from './rules.ts'
import { takingTurns } from './turns.ts'

const PAGE = 25

const passagePlace = z.object({ reportId: z.string().regex(ID), number: whole })
const marking = z.object({ once, mark: choice(['', ...MARKS]) })

export function reportRoutes({ db, now, fetchPage, suggester }: Services): Routes {
  const inTurn = takingTurns()

  return {
    'GET /reports': (req, res) => {
      const found = listReports(db, { before: readCursor(req.query.before) }, PAGE + 1)
      const reports = found.slice(0, PAGE).map((report) => ({ ...report, approval: approvalInList(db, report.id) }))
      const older = found.length > PAGE ? cursorAfter(reports.at(-1)!) : null
      const first = req.query.before === undefined
      sendPage(res, 'reports/index', { title: words[res.locals.locale].reports.title, verdicts: VERDICTS, reports, older, first })
    },

    'GET /reports/new': (req, res) => {
      const { original: id } = req.query
      if (typeof id !== 'string') return sendForm(res, blankForm)
      const waiting = findWaiting(db, actOf(res), id)
      if (!waiting) return sendForm(res.status(404), { values: {}, problems: { file: 'originalGone' } })
      sendForm(res, { values: { ...waiting.about, text: waiting.text }, problems: {} }, waiting)
    },

    'POST /reports/new': async (req, res) => {
      const { file } = req
      if (file) return bring(req.body, res, 'file', async () => broughtFile(file))
      const asked = readAsked(req.body)
      if (asked?.ok === false) return sendForm(res.status(422), asked.form)
      if (asked) return bring(req.body, res, 'address', async () => broughtPage(await inTurn(res.locals.viewer!.id, now(), () => fetchPage(asked.data.address))))

      const known = reportWithText(db, asStored(typedIn(req.body).text ?? ''))
      if (known) return res.redirect(303, `/reports/${known.id}?known=1`)
      const read = readImport(req.body, (id) => findWaiting(db, actOf(res), id))
      if (!read.ok) return sendForm(res.status(422), read.form, read.original)
      const heard = await suggester?.(read.draft)
      // Somebody may have brought the same text while the suggester was asked.
      const meanwhile = reportWithText(db, read.draft.text)
      if (meanwhile) return res.redirect(303, `/reports/${meanwhile.id}?known=1`)
      const id = importReport(db, actOf(res, read.once), read.draft, read.original, heard)
      res.redirect(303, `/reports/${id}`)
    },

    'GET /reports/:reportId/original': (req, res) => {
      const { bytes, fileName } = bytesOfOriginal(db, req.params.reportId)
      res.attachment(fileName).type('application/octet-stream')
      res.set({ 'Content-Security-Policy': "sandbox; default-src 'none'", 'Cache-Control': 'no-store' }).send(bytes)
    },

    'POST /reports/:reportId/passages/:number/mark': (req, res) => {
      const place = passagePlace.safeParse(req.params)
      if (!place.success) throw notFound()
      const read = readForm(marking, req.body)
      if (!read.ok) throw unfit((t) => t.refusals.malformed)

      const { reportId, number } = place.data
      markPassage(db, { person: res.locals.viewer, at: now(), once: read.data.once }, reportId, number, read.data.mark || null)
      res.redirect(303, `/reports/${reportId}#passage-${number}`)
    },
  }

  function actOf(res: Response, once?: string) {
    return { person: res.locals.viewer, at: now(), once }
  }

  /** Reads a document and leads to its preview, where a person corrects what was read before it is imported. `field` is where the form says what is wrong with it. */
  async function bring(body: unknown, res: Response, field: ImportField, get: () => Promise<Brought>) {
    const refuse = (problem: Problem) => sendForm(res.status(422), { values: typedIn(body), problems: { [field]: problem } })
    const read = readBringing(body, field)
    if (!read.ok) return sendForm(res.status(422), read.form)
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
    res.redirect(303, `/reports/new?original=${id}`)
  }
}

function sendForm(res: Response, form: ImportForm, original: WaitingOriginal | null = null) {
  const t = words[res.locals.locale]
  const languages = LANGUAGES.map((language) => [language, t.languages[language]] as const)
  sendPage(res, 'reports/new', { title: t.reports.new, form, original, accept: ENDINGS.join(), languages: [['', t.reports.proposeLanguage], ...languages] })
}

const cursorAfter = ({ importedAt, id }: Cursor) => `${importedAt}_${id}`

function readCursor(sent: unknown): Cursor | undefined {
  const [, importedAt, id] = typeof sent === 'string' ? /^([\d.:TZ-]{1,30})_(\w{10})$/.exec(sent) ?? [] : []
  return importedAt === undefined || id === undefined ? undefined : { importedAt, id }
}
