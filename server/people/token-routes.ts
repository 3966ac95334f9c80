import type { Request, Response } from 'express'
import { words } from '../../views/locales/words.ts'
import type { Views } from '../../views/models.ts'
import type { Services } from '../app.ts'
import { orAsBefore } from '../audit/trail.ts'
import { keyOf, onceIn } from '../web/fields.ts'
import { blankForm, readForm, typedIn, type Form } from '../web/form.ts'
import { sendPage } from '../web/page.ts'
import type { Routes } from './access.ts'
import { tokenForm } from './form.ts'
import { listTokens, makeToken, revokeToken, rolesUpTo, TOKEN_DAYS } from './personal-tokens.ts'

const ROWS = 50

/** Everybody makes and ends their own tokens; an admin sees those of all, and ends them. */
export function tokenRoutes({ db, now }: Services): Routes {
  const act = (req: Request<object>, res: Response) => ({ person: res.locals.viewer!, at: now(), once: keyOf(onceIn(req.body), res.locals.viewer, req.body) })

  function show(res: Response, { form = blankForm, made = null, after }: { form?: Form; made?: Views['people/tokens']['made']; after?: string | undefined } = {}) {
    const viewer = res.locals.viewer!
    const found = listTokens(db, viewer, { at: now(), after, limit: ROWS + 1 })
    const tokens = found.slice(0, ROWS).map((token) => ({ ...token, isMine: token.personId === viewer.id }))
    sendPage(res, 'people/tokens', {
      title: words[res.locals.locale].tokens.title, tokens, roles: rolesUpTo(viewer.role), days: TOKEN_DAYS, form, made,
      next: found.length > ROWS ? `/tokens?after=${tokens.at(-1)!.id}` : null, first: after === undefined ? null : '/tokens',
    })
  }

  return {
    'GET /tokens': (req, res) => show(res, { after: typedIn(req.query).after }),

    // Answered without a redirect, because the token is shown only once; `once` sees to it that a reload makes no second one, and says so.
    'POST /tokens': (req, res) => {
      const read = readForm(tokenForm(res.locals.viewer!.role), req.body)
      if (!read.ok) return show(res.status(422), { form: read.form })
      const { name } = read.data
      const token = orAsBefore(() => makeToken(db, act(req, res), read.data), () => null)
      show(res.status(token === null ? 200 : 201), { made: { name, token } })
    },

    // Where a token was ended, a reload or a change of language finds the list.
    'GET /tokens/:tokenId/*step': (_req, res) => res.redirect(303, '/tokens'),

    'POST /tokens/:tokenId/revocation': (req, res) => {
      revokeToken(db, act(req, res), req.params.tokenId)
      res.redirect(303, '/tokens')
    },
  }
}
