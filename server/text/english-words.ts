import type { Stance } from './reading.ts'
import { listOf } from './words.ts'

// Reporting verbs: what else they are inflected to, and the stance. The -s and -ed forms are made by rule.
const REGULAR = {
  says: `add claim report announce state argue insist note explain confirm allege assert reveal contend conclude concede maintain recall remark respond reply
    declare acknowledge admit mention emphasize emphasise stress comment testify disclose observe recount suggest indicate clarify reiterate`,
  expects: 'predict warn forecast estimate',
  intends: 'vow promise pledge threaten',
  judges: 'consider believe hope fear describe criticize criticise condemn denounce welcome',
  demands: 'urge demand recommend propose request',
} as const satisfies Record<Stance, string>

const IRREGULAR = {
  says: 'said say says told tell tells wrote writes write tweeted tweets posted denied denies deny testified testifies replied replies quoted found finds shows showed learned',
  expects: 'expects expected expect foresaw',
  intends: 'swore',
  judges: 'thinks thought think feels felt',
  demands: 'asked asks called calls',
} as const satisfies Record<Stance, string>

export const REPORTING_VERBS: ReadonlyMap<string, Stance> = new Map([
  ...rows(REGULAR).flatMap(([verb, stance]) => inflectionsOf(verb).map((form): [string, Stance] => [form, stance])),
  ...rows(IRREGULAR),
])

// "…, adding that …"
export const PARTICIPLES: ReadonlyMap<string, Stance> = new Map([
  ...rows(REGULAR).map(([verb, stance]): [string, Stance] => [participleOf(verb), stance]),
  ['saying', 'says'], ['telling', 'says'], ['writing', 'says'], ['citing', 'says'], ['quoting', 'says'], ['calling', 'demands'],
])

// These report only before "that", a colon or a quotation; alone they mean something else.
export const NEEDS_COMPLEMENT = listOf(`told tell tells found finds find shows showed show learned asked asks called calls expects expected expect describe described describes
  suggest suggests suggested indicate indicates indicated note notes state states report reports claim claims posted posts observe observed recall recalled recalls
  believe believes consider considers considered feels felt think hope hopes fear fears estimate estimates estimated forecast request requests demand demands
  condemn condemned condemns welcome welcomed welcomes criticized criticised denounced propose proposes proposed recommend recommends disclose comment comments
  threaten threatens threatened conclude concluded concludes respond responds maintain maintained maintains mention mentioned quoted`)

export const COMMAS = listOf(', ; ،')
export const STOPS = listOf('. ! ? …')
export const CONJUNCTIONS = listOf('and but while although though whereas meanwhile yet so however or')
export const AUXILIARIES = listOf('has have had also later earlier then already repeatedly further previously separately reportedly immediately quickly strongly publicly again')
export const PRONOUNS = listOf('he she they it who')

// They stand for whoever spoke before.
export const STAND_INS = listOf('he she they it the a same official officials spokesman spokeswoman spokesperson source sources statement report')

export const ANONYMOUS = listOf(`official officials source sources witness witnesses resident residents activist activists analyst analysts expert experts diplomat diplomats
  doctor doctors medic medics people survivors relatives local some several many one two three a an another media reports villagers observers critics`)

// What a speaker speaks in or to; it stands after the verb.
export const CIRCUMSTANCES = listOf(`in on at to by during from via after before late early monday tuesday wednesday thursday friday saturday sunday today yesterday earlier later afp reuters ap
  reporters journalists cnn bbc state parliament lawmakers through when as last this`)

export const AUDIENCES = listOf(`afp reuters ap cnn bbc reporters journalists parliament lawmakers the state local a al the his her their an associated agence anadolu dpa xinhua tass us me him them it`)

// Finite verbs that cannot be anything else.
export const FINITE = listOf(`is are was were am has have had does did will would can could may might must should shall
  isn't aren't wasn't weren't hasn't haven't hadn't doesn't didn't won't wouldn't can't cannot couldn't shouldn't
  took left hit fell struck began came went made gave got saw knew drove flew rose sank broke held kept led met paid sent spent stood won wrote said told found
  became ran sold shot fought caught brought bought built fled lost put cut shut spread withdrew grew threw swept chose sought overran arose burst forced
  remains remain continues continue says say shows appears seems includes requires needs wants plans aims seeks intends lies stands runs serves depends`)

// Past forms that are not made with -ed, and stand for a second verb after "and".
const NOUNS_IN_ED = listOf('united limited hundred bed red shed seed speed need feed indeed embed wed aged armed unprecedented retired')

export function looksLikeVerb(form: string): boolean {
  return FINITE.has(form) || form.length > 4 && form.endsWith('ed') && !NOUNS_IN_ED.has(form)
}

function inflectionsOf(verb: string): string[] {
  if (verb.endsWith('y') && !/[aeiou]y$/.test(verb)) return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`]
  if (verb.endsWith('e')) return [verb, `${verb}s`, `${verb}d`]
  if (verb === 'admit') return [verb, 'admits', 'admitted']
  return [verb, `${verb}s`, `${verb}ed`]
}

function participleOf(verb: string): string {
  if (verb === 'admit') return 'admitting'
  return verb.endsWith('e') ? `${verb.slice(0, -1)}ing` : `${verb}ing`
}

function rows(table: Record<Stance, string>): [string, Stance][] {
  return (Object.entries(table) as [Stance, string][]).flatMap(([stance, verbs]) =>
    verbs.trim().split(/\s+/).map((verb): [string, Stance] => [verb, stance]))
}
