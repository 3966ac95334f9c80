import express, { type RequestHandler } from 'express'
import multer from 'multer'
import { Refusal } from '../errors.ts'

/** Two megabytes of text in any script, percent-encoded as forms do, and room for the rest of the form. */
const MOST_TEXT = 8 * 2 ** 20

const MOST_FILE = 10 * 2 ** 20
const MOST_BODY = MOST_FILE + 2 ** 20

const fields = express.urlencoded({ extended: false, limit: MOST_TEXT, parameterLimit: 20 })

const parts = multer({
  storage: multer.memoryStorage(),
  // Without it the names of Arabic files arrive as Latin-1 noise.
  defParamCharset: 'utf8',
  limits: { files: 1, fileSize: MOST_FILE, fields: 20, fieldSize: MOST_TEXT, parts: 21, fieldNameSize: 100, headerPairs: 20 },
}).single('file')

/** Reads the body of the import form, which may be larger than any other. Stands before the reader that all forms share. */
export const readUpload: RequestHandler = (req, res, next) => {
  if (req.method !== 'POST' || !res.locals.viewer) return next()
  if (!req.is('multipart/form-data')) return fields(req, res, next)

  // Multer limits each part but not their sum, so a body has to say how large it is.
  const length = Number(req.get('Content-Length') ?? Infinity)
  if (length > MOST_BODY) throw tooLarge()
  parts(req, res, (error: unknown) => next(error && asRefusal(error)))
}

const tooLarge = () => new Refusal(413, (t) => t.refusals.tooLarge)

/** Multer's errors carry no status. Whatever it complains about, it is the body that was wrong. */
function asRefusal(error: unknown): Refusal {
  const exceeded = error instanceof multer.MulterError && /^LIMIT_(?!UNEXPECTED)/.test(error.code)
  return exceeded ? tooLarge() : new Refusal(400, (t) => t.refusals.malformed)
}
