import { actorKind, type ActorKind } from '../text/actor-kind.ts'
import type { PublishedClaim } from './document.ts'

/** Who is said to have claimed it: by name, or only described (“local sources”), of whom no kind is told. */
export type Claimant = { name: string; named: boolean; kind: ActorKind | null; link: string }

/** undefined where nobody is named or described, and where the desk found that they did not say it: nobody is charged with what they never said. */
export function claimantOf({ attribution: [first], attributionCheck }: Pick<PublishedClaim, 'attribution' | 'attributionCheck'>): Claimant | undefined {
  if (!first || attributionCheck === 'misquoted' || attributionCheck === 'not_found') return undefined
  const { actor, named, link } = first
  return { name: actor, named, kind: named ? actorKind(actor) : null, link }
}
