import { BODIES, TITLES as ARABIC_TITLES } from './arabic-words.ts'
import { TITLES as ENGLISH_TITLES } from './english-words.ts'
import { listOf, shapeOf } from './words.ts'

// What sort of speaker a name is, told by its words alone, for readers that ask for one of two.
export type ActorKind = 'person' | 'organisation'

const ARABIC_BODIES = listOf(`وزارة حكومة مرصد لجنة بلدية مجلس مكتب دائرة مديرية محافظة جامعة معهد مستشفى مشفى نقابة اتحاد بنك مصرف محكمة نيابة شرطة فوج إدارة دار
  رئاسة سفارة بعثة مفوضية تحالف تيار ائتلاف حرس دفاع صليب هلال راديو تلفزيون جريدة وكالات فرع قسم غرفة هيئات جهاز مصلحة صندوق فريق نادي حملة مبادرة مؤتمر أمانة قيادة كتيبة فرقة`)

const LATIN_BODIES = listOf(`ministry government department office agency authority council committee commission court police army navy force forces guard party union federation association society
  organisation organization institute institution university college school hospital clinic bank company corporation group network foundation fund trust centre center bureau service services board
  brigade municipality parliament senate embassy mission movement front coalition alliance league club team radio tv television press news newspaper gazette times daily post herald tribune journal
  wire watch media observatory inspectorate laboratory utilities railways airlines church crescent cross initiative campaign bulletin magazine review nations bloc inc ltd llc plc corp
  ministère gouvernement agence mairie préfecture comité conseil commission société association université hôpital police armée parti syndicat journal gazette banque
  ministerio gobierno agencia ayuntamiento comité consejo sociedad asociación universidad policía partido sindicato diario banco
  ministerium regierung agentur behörde amt rat ausschuss gesellschaft verband verein universität krankenhaus polizei partei gewerkschaft zeitung bank gmbh`)

const ARTICLES = listOf('the le la les l el los las der die das')
const MOST_WORDS = 4

// A person where the name begins with a title, or is nothing but two to four names; a body where its words say so, and where it is one word alone.
export function actorKind(name: string): ActorKind {
  const words = name.match(/[\p{L}\p{M}\p{N}.'’-]+/gu)?.map(shapeOf) ?? []
  const [first = '', second = ''] = words
  if (isTitle(first) || ARTICLES.has(first) && isTitle(second)) return 'person'
  if (words.some(isBody) || words.length < 2 || words.length > MOST_WORDS || /\p{N}/u.test(name)) return 'organisation'
  const isNoName = ARTICLES.has(first) || first.startsWith('ال') || isAllCapitals(name)
  return isNoName ? 'organisation' : 'person'
}

const isTitle = (word: string) => ARABIC_TITLES.has(word) || ENGLISH_TITLES.has(word)
const isBody = (word: string) => LATIN_BODIES.has(word) || [word, word.replace(/^[ولب]?ال/, '')].some((form) => BODIES.has(form) || ARABIC_BODIES.has(form))
const isAllCapitals = (name: string) => /\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name)
