import type { Request, RequestHandler, Response } from 'express'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import type { Services } from '../app.ts'
import { unfit } from '../errors.ts'
import { readCookie } from '../web/cookies.ts'
import { blankForm, readForm } from '../web/form.ts'
import { withoutScripts } from '../web/headers.ts'
import { sendPage } from '../web/page.ts'
import { safeReturnTo } from '../web/return-to.ts'
import type { Routes } from './access.ts'
import { Founding, Joining, LocaleChange, SignIn } from './form.ts'
import { acceptInvitation, findInvitation } from './invitations.ts'
import { SHORTEST_PASSWORD } from './passwords.ts'
import { changeLocale } from './people.ts'
import type { Person } from './person.ts'
import { sessionCookie } from './session-cookie.ts'
import { endSession, SESSION_MILLISECONDS, startSession } from './sessions.ts'
import { checkPassword } from './sign-in.ts'

const MINUTE = 60_000
const YEAR = 365 * 24 * 60 * MINUTE

/** Coming in and going out, and the language at the door. */
export function doorRoutes({ db, now, publicUrl }: Services) {
  const cookie = sessionCookie(publicUrl)

  /** Always a new token: one that somebody planted in this browser beforehand is worth nothing. */
  function letIn(req: Pick<Request, 'get'>, res: Response, person: Person) {
    cookie.give(res, startSession(db, { person, at: now() }, cookie.read(req)), SESSION_MILLISECONDS)
  }

  return {
    'GET /sign-in': [withoutScripts, (req, res) => {
      const next = safeReturnTo(req.query.next)
      if (res.locals.viewer) return res.redirect(303, next)
      showSignIn(res, next, blankForm)
    }],

    // Without `once`: a second try is another try, and must count as one.
    'POST /sign-in': [withoutScripts, forAnybody, async (req, res) => {
      const next = safeReturnTo(req.body?.next)
      const read = readForm(SignIn, req.body)
      if (!read.ok) return showSignIn(res.status(422), next, read.form)

      const { email, password } = read.data
      const { person, tryAgainAt } = await checkPassword(db, now, { email, address: req.ip ?? '' }, password)
      if (tryAgainAt) return showWait(res, next, email, { at: now(), tryAgainAt })
      if (!person) return showSignIn(res.status(422), next, { values: { email }, problems: { password: 'noMatch' } })

      letIn(req, res, person)
      res.redirect(303, next)
    }],

    'POST /sign-out': (req, res) => {
      const { viewer } = res.locals
      if (viewer) endSession(db, { person: viewer, at: now() }, cookie.read(req) ?? '')
      cookie.take(res)
      res.redirect(303, '/sign-in')
    },

    'GET /join/:token': [withoutScripts, forAnybody, (req, res) => {
      const { person } = findInvitation(db, req.params.token, now())
      if (person && readCookie(req, 'locale') === undefined) res.locals.locale = person.locale
      showJoin(res, person, blankForm)
    }],

    'POST /join/:token': [withoutScripts, forAnybody, async (req, res) => {
      const { person: invited } = findInvitation(db, req.params.token, now())
      const read = invited ? readForm(Joining, req.body) : readForm(Founding, req.body)
      if (!read.ok) return showJoin(res.status(422), invited, read.form)

      const { once, ...acceptance } = read.data
      letIn(req, res, await acceptInvitation(db, { at: now(), once }, req.params.token, acceptance))
      res.redirect(303, '/')
    }],

    // Without `once`: choosing the same language again changes nothing.
    'POST /locale': (req, res) => {
      const read = readForm(LocaleChange, req.body)
      if (!read.ok) throw unfit((t) => t.refusals.malformed)

      const { viewer } = res.locals
      if (viewer) changeLocale(db, { person: viewer, at: now() }, read.data.locale)
      res.cookie('locale', read.data.locale, { maxAge: YEAR, httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') })
      res.redirect(303, safeReturnTo(req.body.back))
    },
  } satisfies Routes
}

type SignInForm = Views['people/sign-in']['form']

/** These pages, and what they refuse, are for whoever sits there, not for whoever signed in here before. */
const forAnybody: RequestHandler<object> = (_req, res, next) => {
  res.locals.viewer = null
  next()
}

function showSignIn(res: Response, next: string, form: SignInForm, notice = '') {
  res.locals.viewer = null
  sendPage(res, 'people/sign-in', { title: words[res.locals.locale].people.signIn, next, notice, form })
}

function showWait(res: Response, next: string, email: string, { at, tryAgainAt }: { at: Date; tryAgainAt: Date }) {
  const { locale } = res.locals
  // Shown without seconds, so rounded up: the time that is shown must be a time that works.
  const shown = new Date(Math.ceil(tryAgainAt.getTime() / MINUTE) * MINUTE)
  res.status(429).set('Retry-After', String(Math.ceil((tryAgainAt.getTime() - at.getTime()) / 1000)))
  showSignIn(res, next, { values: { email }, problems: {} }, words[locale].people.tryAgainAt(formats[locale].time(shown.toISOString())))
}

function showJoin(res: Response, person: Person | null, form: Views['people/join']['form']) {
  const t = words[res.locals.locale]
  sendPage(res, 'people/join', { title: person ? t.people.welcome(person.name) : t.people.found, person, least: SHORTEST_PASSWORD, form })
}
