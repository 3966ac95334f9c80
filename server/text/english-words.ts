import type { Stance } from './reading.ts'
import { listOf, type Word } from './words.ts'

// Reporting verbs by stance. The -s and -ed forms are made by rule; the bare form is a noun more often than a verb («claim», «state») and is left out.
const REGULAR = {
  says: `add claim report announce state argue insist note explain confirm allege assert reveal contend conclude concede maintain recall remark respond reply
    declare acknowledge admit mention emphasize emphasise stress comment testify disclose observe recount suggest indicate clarify reiterate deny accuse blame reject proclaim complain lament`,
  expects: 'predict warn forecast estimate caution',
  intends: 'vow promise pledge threaten',
  judges: 'consider believe hope fear describe criticize criticise condemn denounce welcome praise',
  demands: 'urge demand recommend propose request',
} as const satisfies Record<Stance, string>

const IRREGULAR = {
  says: 'point points pointed claim put puts said say says told tell tells wrote writes write tweeted tweets posted replied quoted found finds shows showed learned argue insist maintain deny allege concede confirm describe accuse suggest dismissed dismisses hailed hails countered counters ruled rules agreed agrees alleges joked hinted hints contested reasoned speculated signalled signaled signals quipped boasted boasts disputed',
  expects: 'expects expected expect foresaw warn predict forecast suspect suspects suspected',
  intends: 'swore',
  judges: 'thinks thought think feels felt believe hope fear',
  demands: 'asked asks called calls appealed appeals',
} as const satisfies Record<Stance, string>

export const REPORTING_VERBS: ReadonlyMap<string, Stance> = new Map([
  ...rows(REGULAR).flatMap(([verb, stance]) => inflectionsOf(verb).slice(1).map((form): [string, Stance] => [form, stance])),
  ...rows(IRREGULAR),
])

// "…, adding that …"
export const PARTICIPLES: ReadonlyMap<string, Stance> = new Map([
  ...rows(REGULAR).map(([verb, stance]): [string, Stance] => [participleOf(verb), stance]),
  ['saying', 'says'], ['telling', 'says'], ['writing', 'says'], ['advising', 'demands'], ['ruling', 'says'], ['finding', 'says'], ['citing', 'says'], ['quoting', 'says'], ['calling', 'demands'],
])

// These report only before "that", a colon or a quotation; alone they mean something else.
export const NEEDS_COMPLEMENT = listOf(`found finds find shows showed show learned asked asks called calls expects expected expect describe described describes
  reported note notes state states report reports posted posts observe observed recall recalled recalls
  consider considers considered feels felt estimate estimates estimated forecast request requests demand demands ruled rules agreed agrees joked hinted hints contested reasoned suspected
  condemn condemned condemns welcome welcomed welcomes criticized criticised denounced propose proposes proposed recommend recommends disclose comment comments
  threaten threatens threatened conclude concluded concludes respond responds maintain maintained maintains mention mentioned quoted disputed signalled signaled signals`)

// Their object is what is reported: "accused the council of neglect", "promised to rebuild".
export const TAKES_OBJECT = listOf(`accused accuses denied denies rejected rejects blamed blames urged urges described describes condemned condemns criticized criticised denounced welcomed praised
  announced announces confirmed confirms declared called calls asked vowed vows promised promises pledged pledges threatened threatens demanded demands recommended recommends proposed predict predicts predicted forecast forecasts put puts describe dismissed dismisses hailed hails accuse appealed appeals reported`)

// One goes by them, but they say nothing.
export const NO_SPEAKERS = listOf('calendar plan plans schedule law rules size need needs tradition type age ability custom protocol procedure standards')

export const COMMAS = listOf(', ; ،')
export const STOPS = listOf('. ! ? …')
export const CONJUNCTIONS = listOf('and & but while although though whereas meanwhile yet so or')
export const AUXILIARIES = listOf('has have had also later earlier then already repeatedly further previously separately reportedly immediately quickly strongly publicly again long often consistently always still now recently initially openly privately bluntly formally flatly')
export const RELATIVES = listOf('who which whose that')
export const PREPOSITIONS = listOf('in on at to by during from via after before under with for as of over near into through against amid since until across')

// They stand for whoever spoke before.
export const STAND_INS = listOf('he she they it the a same official officials spokesman spokeswoman spokesperson source sources statement report')

export const TITLES = listOf('mayor minister president governor director chief head leader lawyer spokesman spokeswoman spokesperson envoy general colonel candidate lawmaker senator professor researcher nurse doctor engineer owner chairman chairwoman chair captain coach secretary commissioner judge prosecutor pilot premier king queen prince bishop pope imam ambassador executive boss deputy')

export const ANONYMOUS = listOf(`official officials source sources witness witnesses resident residents activist activists analyst analysts expert experts diplomat diplomats
  doctor doctors medic medics people survivors relatives local some several many one two three a an another media reports villagers observers critics`)

export const DAYS = listOf('monday tuesday wednesday thursday friday saturday sunday today yesterday earlier later')

// Where a name ends though no comma says so.
export const NAME_ENDS = listOf('while but although though whereas when after because which who as')

// Before these a word is a noun or part of another verb: "the claims", "was told".
export const NOUN_BEFORE = listOf(`to would could should can will may might must the a an of his her their its this that these those no any been being be was were is are not under in
  never`)

// They do not stand before their speaker.
export const NOT_INVERTED = listOf('told tells tell found finds shows showed show states report reports expects expected accused denied rejected blamed urged described vowed promised pledged think thinks')

export const AUDIENCES = listOf(`afp reuters ap cnn bbc reporters journalists parliament lawmakers the state local a al the his her their an associated press agence france presse anadolu dpa xinhua tass times news`)

// Finite verbs that cannot be anything else.
export const FINITE = listOf(`is are was were am has have had does did will would can could may might must should shall
  do don't isn't aren't wasn't weren't hasn't haven't hadn't doesn't didn't won't wouldn't can't cannot couldn't shouldn't
  took left hit fell struck began came went made gave got saw knew drove flew rose sank broke held kept led met paid sent spent stood won wrote said told found
  heard felt meant dealt laid paid dug wore drew blew shook spoke stole chose grew threw woke bore beat bent bound crept dealt swore tore
  became ran sold shot fought caught brought bought built fled lost put cut shut spread withdrew grew died used lied tied owed slid swung stuck clung wept slept leapt sped drank ate sang swam bit hid froze fed threw swept chose sought overran arose burst forced
  remains remain continues continue says say shows appears seems includes requires needs wants plans aims seeks intends lies stands runs serves depends carries carry cites owns becomes comes goes gives takes makes keeps holds`)

// Participles not made with -ed: after "and" they share the verb before.
export const PARTICIPLES_OF_PAST = listOf('stolen taken driven broken given seen gone done written fallen risen flown grown thrown hidden beaten shown known drawn torn shot burnt')

const NOUNS_IN_ED = listOf('united limited hundred bed red shed seed speed need feed indeed embed wed aged armed unprecedented retired')

export function looksLikeVerb(form: string): boolean {
  return FINITE.has(form) || form.length > 4 && form.endsWith('ed') && !NOUNS_IN_ED.has(form)
}

// "through collapsed houses": behind these it describes a noun.
const BEFORE_NOUNS = listOf('in on at by from via under with for of over near into through against amid across')
// "a brief televised address"
const DESCRIBING = /ly$|^(?:brief|short|long|new|rare|recent|first|second|third|last|well|once)$/
const DETERMINERS = listOf('a an the his her its their this that these those some several many two three four five no any')

const WHO_ACT = listOf('i we they you who which')
const NOT_BASE = listOf('and or all both who that to the a an in on at of for with from by not never also still just only guys themselves ourselves alone two three four five often now then once would-be officials experts police critics it he she they we i')

// "a masked man" has no verb in it; "we think" has.
export function isVerb(words: readonly Word[], index: number): boolean {
  const { form, mark } = words[index]!
  const before = words[index - 1]?.form ?? ''
  if (WHO_ACT.has(before)) return !mark && !NOT_BASE.has(form)
  if (!looksLikeVerb(form) || before === 'to') return false
  return !form.endsWith('ed') || !DETERMINERS.has(before) && !BEFORE_NOUNS.has(before) && !(DESCRIBING.test(before) && DETERMINERS.has(words[index - 2]?.form ?? ''))
}

export function hasVerb(words: readonly Word[], from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (isVerb(words, index)) return true
  return false
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
