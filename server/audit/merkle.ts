import { hash } from 'node:crypto'

/**
 * The Merkle tree of RFC 6962 and RFC 9162, over nodes that somebody else keeps.
 * The node at (level, position) is the hash of the complete subtree over 2^level leaves, starting at leaf position × 2^level.
 */
export type ReadNode = (level: number, position: number) => Buffer
export type Node = { level: number; position: number; hash: Buffer }

const NODE = Buffer.of(1)

export const EMPTY_ROOT = hash('sha256', '', 'buffer')
export const leafHash = (data: string) => hash('sha256', `\0${data}`, 'buffer')
const nodeHash = (left: Buffer, right: Buffer) => hash('sha256', Buffer.concat([NODE, left, right]), 'buffer')

/** The nodes above the leaves that are complete once `leaf` stands at `index`, lowest first. Reads only their left neighbours. */
export function completedBy(read: ReadNode, index: number, leaf: Buffer): Node[] {
  const completed: Node[] = []
  let node: Node = { level: 0, position: index, hash: leaf }
  while (node.position % 2 === 1) {
    const left = read(node.level, node.position - 1)
    node = { level: node.level + 1, position: (node.position - 1) / 2, hash: nodeHash(left, node.hash) }
    completed.push(node)
  }
  return completed
}

/** A tree that grows leaf by leaf and remembers one node a level, which is all that its own root needs. */
export function growingTree() {
  const edge: Buffer[] = []
  const read: ReadNode = (level) => edge[level] ?? EMPTY_ROOT
  let size = 0
  return {
    add(leaf: Buffer): Node[] {
      const completed = completedBy(read, size++, leaf)
      edge[0] = leaf
      for (const { level, hash } of completed) edge[level] = hash
      return completed
    },
    root: () => root(read, size),
  }
}

export const root = (read: ReadNode, size: number) => rangeHash(read, 0, size)

/** Shows that the leaf at `index` is in the tree of `size` leaves. */
export function inclusionProof(read: ReadNode, index: number, size: number): Buffer[] {
  const path = (from: number, to: number): Buffer[] => {
    if (to - from === 1) return []
    const middle = from + leftPart(to - from)
    return index < middle
      ? [...path(from, middle), rangeHash(read, middle, to)]
      : [...path(middle, to), rangeHash(read, from, middle)]
  }
  return path(0, size)
}

/** Shows that the tree of `oldSize` leaves is a beginning of the tree of `newSize` leaves. */
export function consistencyProof(read: ReadNode, oldSize: number, newSize: number): Buffer[] {
  const path = (from: number, to: number, known: boolean): Buffer[] => {
    if (to === oldSize) return known ? [] : [rangeHash(read, from, to)]
    const middle = from + leftPart(to - from)
    return oldSize <= middle
      ? [...path(from, middle, known), rangeHash(read, middle, to)]
      : [...path(middle, to, false), rangeHash(read, from, middle)]
  }
  return oldSize === 0 || oldSize === newSize ? [] : path(0, newSize, true)
}

/** RFC 9162, 2.1.3.2 */
export function verifyInclusion(index: number, size: number, leaf: Buffer, proof: readonly Buffer[], wanted: Buffer): boolean {
  if (index < 0 || index >= size) return false
  let [node, last, found] = [index, size - 1, leaf]

  for (const step of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      found = nodeHash(step, found)
      ;[node, last] = skipLeftEdges(node, last)
    } else {
      found = nodeHash(found, step)
    }
    ;[node, last] = [node >>> 1, last >>> 1]
  }
  return last === 0 && found.equals(wanted)
}

/** RFC 9162, 2.1.4.2 */
export function verifyConsistency(oldSize: number, newSize: number, oldRoot: Buffer, newRoot: Buffer, proof: readonly Buffer[]): boolean {
  if (oldSize < 0 || oldSize > newSize) return false
  if (oldSize === newSize) return proof.length === 0 && oldRoot.equals(newRoot)
  if (oldSize === 0) return proof.length === 0 && oldRoot.equals(EMPTY_ROOT)

  const isComplete = (oldSize & (oldSize - 1)) === 0
  const [first, ...steps] = isComplete ? [oldRoot, ...proof] : proof
  if (!first || proof.length === 0) return false

  let [node, last] = [oldSize - 1, newSize - 1]
  while (node % 2 === 1) [node, last] = [node >>> 1, last >>> 1]
  let [foundOld, foundNew] = [first, first]

  for (const step of steps) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      foundOld = nodeHash(step, foundOld)
      foundNew = nodeHash(step, foundNew)
      ;[node, last] = skipLeftEdges(node, last)
    } else {
      foundNew = nodeHash(foundNew, step)
    }
    ;[node, last] = [node >>> 1, last >>> 1]
  }
  return last === 0 && foundOld.equals(oldRoot) && foundNew.equals(newRoot)
}

/** A node on the right edge has no sibling on the levels where it is a left child; the proof skips those. */
function skipLeftEdges(node: number, last: number): [number, number] {
  while (node % 2 === 0 && node !== 0) [node, last] = [node >>> 1, last >>> 1]
  return [node, last]
}

/** The ranges that arise by halving always start at a multiple of the next power of two, so a full one is a node. */
function rangeHash(read: ReadNode, from: number, to: number): Buffer {
  const size = to - from
  if (size === 0) return EMPTY_ROOT
  const level = 31 - Math.clz32(size)
  if (size === 2 ** level) return read(level, from / size)
  const middle = from + leftPart(size)
  return nodeHash(rangeHash(read, from, middle), rangeHash(read, middle, to))
}

/** The largest power of two below `size`. */
const leftPart = (size: number) => 2 ** (31 - Math.clz32(size - 1))
