import type { Services } from '../app.ts'
import type { Routes } from '../people/access.ts'
import { sendPage } from '../web/page.ts'
import { words } from '../../views/locales/words.ts'
import { countSuggestions } from './suggestion-counts.ts'

/** What people made of the suggestions: the measure of the rules that counts. */
export function suggestionRoutes({ db }: Services): Routes {
  return {
    'GET /reports/suggestions': (_req, res) => {
      sendPage(res, 'claims/suggestions', { title: words[res.locals.locale].suggestions.title, rows: countSuggestions(db) })
    },
  }
}
