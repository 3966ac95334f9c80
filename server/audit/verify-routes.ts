import type { Request, RequestHandler, Response } from 'express'
import multer from 'multer'
import { words } from '../../views/locales/words.ts'
import type { Services } from '../app.ts'
import { Refusal } from '../errors.ts'
import type { Routes } from '../people/access.ts'
import { blankForm, typedIn, type Form } from '../web/form.ts'
import { withoutScripts } from '../web/headers.ts'
import { sendPage } from '../web/page.ts'
import { openingOf } from './checkpoint.ts'
import { outsideIn } from './outside.ts'
import { turns } from './turns.ts'
import { verifyApart } from './verify-apart.ts'
import type { ToldFinding } from './verify-bundle.ts'

/** What a page takes; larger bundles are for the command. Whoever sends one has no account, and their file lies in memory while it is looked at. */
export const MOST_MEGABYTES = 12
const MOST_BYTES = MOST_MEGABYTES * 2 ** 20
const MOST_AT_ONCE = 2
const TURNS = { most: 10, milliseconds: 60_000 }
/** Room for the heads, which are a few hundred bytes each, and for the frame of the form. */
const REST = 64 * 2 ** 10

const parts = multer({
  storage: multer.memoryStorage(),
  limits: { files: 1, fileSize: MOST_BYTES, fields: 2, fieldSize: REST, parts: 3, fieldNameSize: 100, headerPairs: 20 },
}).single('file')

/** Anybody may have a bundle checked, of this desk or of another. Nothing of it is kept. */
export function verifyRoutes({ db, now }: Services): Routes {
  const checks = turns(TURNS)
  const readOne = oneOfFew(MOST_AT_ONCE)
  const takeTurn: RequestHandler<object> = (req, _res, next) => {
    const [address, at] = [req.ip ?? '', now()]
    if (checks.waitOf(address, at) > 0) throw new Refusal(429, (t) => t.refusals.tooManyChecks)
    checks.take(address, at)
    next()
  }

  return {
    'GET /verify': [inert, (_req, res) => show(res, blankForm, null)],

    'POST /verify': [inert, takeTurn, readOne, async (req, res) => {
      const { outside: typed = '' } = typedIn(req.body)
      const problems = problemsOf(req.file, typed)
      if (Object.keys(problems).length > 0) return show(res.status(422), { values: { outside: typed }, problems }, null)

      const finding = await verifyApart({ bytes: req.file!.buffer, ours: openingOf(db).vkey, outside: typed, locale: res.locals.locale })
      show(res.status(finding.ok ? 200 : 422), blankForm, finding)
    }],
  }
}

/** A member's page has its scripts in its frame; a stranger's has none, and may have none. */
const inert: RequestHandler<object> = (req, res, next) => (res.locals.viewer ? next() : withoutScripts(req, res, next))

type Fields = 'file' | 'outside'

function problemsOf(file: Request['file'], typed: string): Form<Fields>['problems'] {
  return {
    ...(file && file.size > 0 ? {} : { file: 'chooseFile' as const }),
    ...(typed.trim() === '' || outsideIn(typed).length > 0 ? {} : { outside: 'noHead' as const }),
  }
}

function show(res: Response, form: Form<Fields>, finding: ToldFinding | null) {
  sendPage(res, 'audit/verify', { title: words[res.locals.locale].bundle.title, most: MOST_MEGABYTES, form, finding })
}

/** Reads the body, if not too many others are being read: each lies in memory. */
function oneOfFew(most: number): RequestHandler<object> {
  let reading = 0
  return (req, res, next) => {
    if (!req.is('multipart/form-data')) return next()
    // Multer limits each part but not their sum, so a body has to say how large it is.
    if (Number(req.get('Content-Length') ?? Infinity) > MOST_BYTES + REST) return show(res.status(413), tooLarge, null)
    if (reading >= most) throw new Refusal(429, (t) => t.refusals.tooManyChecks)
    reading++
    res.once('close', () => { reading-- })
    parts(req as Request, res, (error: unknown) => {
      if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE') return show(res.status(413), tooLarge, null)
      next(error && new Refusal(400, (t) => t.refusals.malformed))
    })
  }
}

const tooLarge: Form<Fields> = { values: {}, problems: { file: 'bundleTooLarge' } }
