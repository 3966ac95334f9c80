export const STANCES = ['supports', 'contradicts', 'context'] as const
export type Stance = (typeof STANCES)[number]

/** public: readers see it. internal: only the desk does. sealed: it protects a source, and leaves the house as a count only. */
export const VISIBILITIES = ['public', 'internal', 'sealed'] as const
export type Visibility = (typeof VISIBILITIES)[number]
