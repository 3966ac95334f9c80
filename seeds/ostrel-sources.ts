import { named } from './colleague.ts'

export const REPORT = 'https://saltmarsh-gazette.example/ostrel-fire'

/** Nearest to us in every chain. */
export const GAZETTE = named('Saltmarsh Gazette', 'reported', 'article', REPORT)
export const MINISTRY = named('Ministry of Water', 'said', 'press statement', 'https://water-ministry.example/press/2216')
export const ERLUND = named('Deputy Minister Tomas Erlund', 'said', 'remarks to reporters at the plant')
