import { fold } from './fold.ts'
import type { Language } from './language.ts'

// Words that stand in every other sentence and so tell nothing about which claim it is. Negations are among them: they are asked for by themselves.
const STOP_WORDS: Readonly<Record<Language, string>> = {
  ar: `من في على إلى الى عن أن إن ان أنه إنه انه أنها إنها انها كان كانت يكون تكون قد لقد هذا هذه ذلك تلك التي الذي الذين اللذين ما لا لم لن ليس ليست
    هو هي هم مع بعد قبل بين كل أي او أو ثم حتى إذا اذا منذ عند عندما كما وقد وكان وكانت حيث غير بعض خلال وفي ومن وعلى فيه فيها به بها له لها لهم وهو وهي
    يتم تم هل يا و ف ب ل ك ال وال بال أما وأن بأن لأن لكن ولكن بل عبر ضد نحو لدى إنما`,
  en: `a an the of to in on at by for with from as is are was were be been being am this that these those it its and or but not no nor he she they we you i his her
    their our your my me him them us do does did don doesn didn isn wasn aren won has have had haven hasn will would can could should may might just so if then than there
    here what who which when where why how all any some more most about into over after before up down out off s t ll re ve m d`,
  fr: `le la les l un une des du de d au aux à et ou mais ne pas que qu qui quoi dont où ce cet cette ces c se s sa son ses leur leurs il elle ils elles on nous vous je j tu
    me m te t lui y en dans par pour sur sous avec sans est sont était étaient être a ont avait ont été plus comme si n`,
  es: `el la los las lo un una unos unas de del al a y e o u pero no que qué quien quién cual este esta estos estas ese esa eso esto su sus se le les me te nos os yo tú él
    ella ellos ellas en por para con sin sobre entre como más muy ya es son era eran ser está están fue fueron ha han había hay si sí`,
  de: `der die das den dem des ein eine einer eines einem einen und oder aber nicht kein keine dass daß ist sind war waren sein wird werden wurde wurden hat haben hatte
    er sie es wir ihr ich du man sich in im an am auf aus bei mit nach von vom vor zu zum zur für über um durch als wie so auch noch nur wenn ob da dort hier`,
  fa: `و در به از که این آن را با است بود شد شده می نمی برای تا هم یا اما اگر نیز یک بر هر چه خود ما من تو او آنها ایشان هست نیست بودند شدند کرد کرده کردند
    های ها ای دو پس پیش بین باید توسط همه`,
  hi: `का की के को में से पर और है हैं था थी थे हो होगा नहीं न यह वह ये वे इस उस इन उन कि जो तो भी ही एक ने कर करने किया गया गई गए लिए साथ तक या लेकिन अब जब तब कुछ`,
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).map(fold))
const SETS = Object.fromEntries(Object.entries(STOP_WORDS).map(([language, words]) => [language, setOf(words)])) as Record<Language, ReadonlySet<string>>

// Of a word that is folded.
export const isStopWord = (word: string, language: Language): boolean => SETS[language].has(word)
