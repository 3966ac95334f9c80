import { named } from './colleague.ts'

export const REPORT = 'https://blue-harbour.example/news/1187'
export const POSTS = 'https://posts.example/r.sindyan/88231'

/** Nearest to us in every chain. */
export const PAPER = named('صحيفة المرفأ الأزرق', 'نقلت', 'موقع الصحيفة', REPORT)

export const activist = (verb: string) => [named('ربيع السنديان', verb, 'سلسلة تدوينات على حسابه', POSTS), PAPER]
