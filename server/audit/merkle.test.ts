import assert from 'node:assert/strict'
import test from 'node:test'
import { completedBy, consistencyProof, EMPTY_ROOT, growingTree, inclusionProof, leafHash, root, verifyConsistency, verifyInclusion, type ReadNode } from './merkle.ts'

// The reference data of Certificate Transparency's own tests.
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const SIZE = 100

/** A tree whose nodes lie in memory. */
function treeOf(inputs: string[]): ReadNode {
  const nodes = new Map<string, Buffer>()
  const read: ReadNode = (level, position) => nodes.get(`${level}/${position}`) ?? assert.fail(`no node at ${level}/${position}`)
  for (const [index, input] of inputs.entries()) {
    const leaf = leafHash(input)
    nodes.set(`0/${index}`, leaf)
    for (const { level, position, hash } of completedBy(read, index, leaf)) nodes.set(`${level}/${position}`, hash)
  }
  return read
}

const inputs = Array.from({ length: SIZE }, (_, index) => `event ${index}`)
const read = treeOf(inputs)
const changed = (proof: Buffer[], at: number) => proof.map((step, index) => (index === at % proof.length ? Buffer.from(step.map((byte) => byte ^ 4)) : step))

test('the roots are those of RFC 6962', () => {
  const texts = INPUTS.map((hex) => Buffer.from(hex, 'hex').toString('latin1'))
  const tree = growingTree()
  for (const [index, text] of texts.entries()) {
    tree.add(leafHash(text))
    assert.equal(tree.root().toString('hex'), ROOTS[index])
    assert.equal(root(treeOf(texts), index + 1).toString('hex'), ROOTS[index])
  }
  assert.equal(root(read, 0), EMPTY_ROOT)
  assert.equal(EMPTY_ROOT.toString('hex'), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

test(`every inclusion proof up to ${SIZE} holds, and no corrupted one does`, () => {
  for (let size = 1; size <= SIZE; size++) {
    const wanted = root(read, size)
    for (let index = 0; index < size; index++) {
      const leaf = read(0, index)
      const proof = inclusionProof(read, index, size)
      assert.ok(verifyInclusion(index, size, leaf, proof, wanted))
      assert.ok(!verifyInclusion(index, size, read(0, (index + 1) % SIZE), proof, wanted))
      assert.ok(!verifyInclusion(index, size, leaf, [...proof, wanted], wanted))
      if (proof.length === 0) continue
      assert.ok(!verifyInclusion(index, size, leaf, changed(proof, index), wanted))
      assert.ok(!verifyInclusion(index, size, leaf, proof.slice(1), wanted))
      assert.ok(!verifyInclusion((index + 1) % size, size, leaf, proof, wanted))
    }
  }
  assert.ok(!verifyInclusion(5, 5, read(0, 5), [], root(read, 5)))
  assert.ok(!verifyInclusion(-1, 5, read(0, 5), [], root(read, 5)))
})

test(`every consistency proof up to ${SIZE} holds, and no corrupted one does`, () => {
  for (let size = 1; size <= SIZE; size++) {
    const newer = root(read, size)
    for (let old = 0; old <= size; old++) {
      const older = root(read, old)
      const proof = consistencyProof(read, old, size)
      assert.ok(verifyConsistency(old, size, older, newer, proof))
      assert.ok(!verifyConsistency(old, size, older, newer, [...proof, newer]))
      assert.ok(!verifyConsistency(old, size, leafHash('another past'), newer, proof))
      assert.ok(!verifyConsistency(old, size, older, leafHash('another present'), proof) || old === 0)
      if (proof.length === 0) continue
      assert.ok(!verifyConsistency(old, size, older, newer, changed(proof, old)))
      assert.ok(!verifyConsistency(old, size, older, newer, proof.slice(1)))
      assert.ok(!verifyConsistency(old, size, older, newer, []))
    }
  }
  assert.ok(!verifyConsistency(6, 5, root(read, 6), root(read, 5), []))
})

test('a trail that was rewritten cannot prove that an older one is its beginning', () => {
  const forged = treeOf(inputs.map((input, index) => (index === 20 ? 'something else' : input)))
  assert.ok(!verifyConsistency(40, SIZE, root(read, 40), root(forged, SIZE), consistencyProof(forged, 40, SIZE)))
  assert.ok(verifyConsistency(20, SIZE, root(read, 20), root(forged, SIZE), consistencyProof(forged, 20, SIZE)))
})
