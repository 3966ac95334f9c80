export const STANCES = ['supports', 'contradicts', 'context'] as const
export type Stance = (typeof STANCES)[number]

/** public: readers see it. internal: only the desk does. sealed: it protects a source, and leaves the house as a count only. */
export const VISIBILITIES = ['public', 'internal', 'sealed'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** Whether the desk keeps a copy of the page that a link leads to: fetching it can alert a source. */
export const SNAPSHOT_CHOICES = ['take', 'none'] as const
export type SnapshotChoice = (typeof SNAPSHOT_CHOICES)[number]

/** What is stored of the choice: of sealed evidence no snapshot is taken unless somebody asks for that one. */
export const choiceFor = ({ snapshot, visibility }: { snapshot: SnapshotChoice; visibility: Visibility }): SnapshotChoice => visibility === 'sealed' ? 'none' : snapshot

/** Why there is no snapshot: as the fetcher says it; whatever else it may say is `other`. */
export const SNAPSHOT_PROBLEMS = [
  'fetchPrivate', 'fetchPort', 'fetchCredentials', 'fetchUnknown', 'fetchNoAnswer', 'fetchCertificate', 'fetchDowngrade', 'fetchRedirectedAway', 'fetchRedirects', 'fetchNotFound', 'fetchForbidden', 'fetchFailed',
  'fetchNotAPage', 'fetchEncoded', 'fetchTooLarge', 'fetchTooSlow', 'other',
] as const
export type SnapshotProblem = (typeof SNAPSHOT_PROBLEMS)[number]
