import type { Bundled } from './bundle.ts'

/** VERIFY.md: for whoever gets a bundle and knows nothing of the desk. */
export const guideTo = ({ desk, report }: Bundled) => `# How to check this bundle

It holds report ${report.id} as the desk at ${desk.origin} handed it out, and what is needed to see that nothing in it was changed since.

| file | what it is |
|---|---|
| report.html | the verification report, to be read |
| report.json | the same as data |
| events.jsonl | the events of the desk's audit trail that the report rests on, one a line, as they were hashed. Events about evidence that stays in the house are not among them |
| proofs.json | for every event, the withheld ones too: its place in the trail, its hash, and the proof that it is under the checkpoint's root |
| checkpoint.txt | the signed head of the desk's trail |
| key.txt | the key the signatures fit |
| snapshots/… | if there are any: pages that evidence leads to, byte for byte as the desk fetched them, each named by its SHA-256. Do not open them in a browser that you need: they are somebody else’s. report.json says in \`copies\` which are here, and which were left out because of their size |
| manifest.json | name, size and SHA-256 of every file above |
| manifest.txt | the hash of the manifest, signed by the desk |

## With the desk's program

    npm run verify -- --bundle THIS-FILE.zip --key KEY --checkpoint FILE

KEY is the desk's key, asked for by another way than this file came: the desk shows it at /.well-known/claimdesk-key. FILE is a signed head that you or somebody you trust kept;
both may be left out, and then less is proved. The page /verify of any desk does the same.

## By hand

1. Compare key.txt with the key that you know.
2. manifest.txt is a signed note (c2sp.org/signed-note): its text, an Ed25519 signature over that text, and in it the SHA-256 of manifest.json.
3. Take the SHA-256 of each file and compare it with manifest.json: \`sha256sum *\`.
4. checkpoint.txt is a signed note as well: it says how many events the trail had, and the root of the Merkle tree (RFC 6962) over them.
5. The leaf of a line of events.jsonl is SHA-256 over a zero byte and the line without its end. proofs.json leads from there to the root.
6. Read the events, and see whether the report says what they say.

server/audit/FORMAT.md in the desk's sources describes every byte.

## What this cannot prove

- That what the events say is true, that everything that happened was recorded, or who sat at the keyboard.
- That the desk shows everybody the same trail: for that, compare checkpoint.txt with a head that others were given.
- That the trail was not rewritten before the first head left the house.
- What withheld events say: only that they are there, and were not changed.
- That report.html says what report.json says: both are signed, nobody compared them here.
`
