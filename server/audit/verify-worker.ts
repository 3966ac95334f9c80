import { parentPort, workerData } from 'node:worker_threads'
import { formats } from '../../views/locales/formats.ts'
import { words } from '../../views/locales/words.ts'
import type { Sentence } from '../errors.ts'
import { outsideIn } from './outside.ts'
import type { Asked } from './verify-apart.ts'
import { verifyBundle, type ToldFinding } from './verify-bundle.ts'

/** The thread of one check. Sentences do not travel between threads, so they are said here. */
const { bytes, ours, outside, locale } = workerData as Asked
const say = (sentence: Sentence) => sentence(words[locale], formats[locale])
const finding = verifyBundle(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), { ours, outside: outsideIn(outside) })

parentPort!.postMessage({ ...finding, problems: finding.problems.map(say), unprovable: finding.unprovable.map(say) } satisfies ToldFinding)
