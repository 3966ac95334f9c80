import { setImmediate as later } from 'node:timers/promises'
import type { Database } from '../database.ts'
import { deliver, type Sending } from './deliver.ts'
import { activeHooks, nameOf, type Hook } from './hooks.ts'
import { dueFor, layOut, nextDue, type Due } from './outbox.ts'

/** So that a receiver that is slow takes nothing from the others: at once, in all and to one; one by one to whoever fails. */
const MOST_AT_ONCE = { all: 4, one: 2, failing: 1 }

/** How long a stop waits for what is on its way; what is broken off then is sent again. */
const LAST_PATIENCE = 3000
const LONGEST_SLEEP = 60_000

/** Between one and the next, so that whoever works in the desk does not notice when thousands are to be sent. */
const BREATH = 200

/** What is being sent at this moment, by webhook and lane; and when each webhook had its turn. */
type Traffic = { onTheirWay: Map<string, { hookId: string; lane: string; done: Promise<void> }>; turns: Map<string, number> }

/** `wake` is called after every change, and in between whenever one likes. */
export type Sender = { wake: () => void; stop: () => Promise<void> }

/**
 * Sends what waits, and what is added whenever somebody wakes it; it sleeps until the next one is due. All that it has to remember is in the
 * database: after a crash it goes on where it was, and sends again what it cannot know to have arrived.
 */
export function startSender(sending: Sending): Sender {
  const { db, publicUrl, now, log } = sending
  const traffic: Traffic = { onTheirWay: new Map(), turns: new Map() }
  const stopping = new AbortController()
  let [isAwake, isStopped, turn] = [false, false, 0]
  let alarm: NodeJS.Timeout | undefined

  /** Changes come in bunches; one look is enough for all of them. */
  function wake() {
    if (isAwake || isStopped) return
    isAwake = true
    void later().then(look)
  }

  function look() {
    isAwake = false
    if (isStopped) return
    let sleep = LONGEST_SLEEP
    try {
      if (layOut(db, now(), publicUrl)) wake()
      let isMore = true
      while (isMore && traffic.onTheirWay.size < MOST_AT_ONCE.all) isMore = sendNext()
      sleep = untilNext(db, now())
    } catch (error) {
      log(`The desk could not look for what webhooks are to be told: ${String(error)}`)
    }
    clearTimeout(alarm)
    alarm = setTimeout(wake, sleep).unref()
  }

  function sendNext(): boolean {
    const next = nextToSend(db, now(), traffic)
    if (!next) return false
    const { hook, due } = next
    const name = `${hook.id}/${due.lane}`
    const done = deliver(sending, hook, due, stopping.signal)
      .finally(() => traffic.onTheirWay.delete(name))
      // Where it could not be written down, nobody is woken: it would be sent again at once, and so on.
      .then(() => void setTimeout(wake, BREATH).unref(), (error: unknown) => log(`The desk could not tell ${nameOf(hook)} of event ${due.seq}: ${String(error)}`))
    traffic.onTheirWay.set(name, { hookId: hook.id, lane: due.lane, done })
    traffic.turns.set(hook.id, ++turn)
    return true
  }

  async function stop() {
    isStopped = true
    clearTimeout(alarm)
    const patience = setTimeout(() => stopping.abort(), LAST_PATIENCE)
    await Promise.all([...traffic.onTheirWay.values()].map(({ done }) => done))
    clearTimeout(patience)
  }

  wake()
  return { wake, stop }
}

/** Whoever takes what it gets comes before whoever fails, and among equals whoever has waited longest. In a lane one goes after the other. */
function nextToSend(db: Database, at: Date, { onTheirWay, turns }: Traffic): { hook: Hook; due: Due } | undefined {
  const rank = ({ id, failingSince }: Hook) => (failingSince === null ? 0 : Number.MAX_SAFE_INTEGER / 2) + (turns.get(id) ?? 0)
  for (const hook of activeHooks(db).toSorted((one, other) => rank(one) - rank(other))) {
    const busy = [...onTheirWay.values()].filter(({ hookId }) => hookId === hook.id)
    if (busy.length >= (hook.failingSince === null ? MOST_AT_ONCE.one : MOST_AT_ONCE.failing)) continue
    const due = dueFor(db, hook.id, at, busy.length + 1).find(({ lane }) => !busy.some((one) => one.lane === lane))
    if (due) return { hook, due }
  }
  return undefined
}

/** What is due and was not sent waits for its turn: whatever comes back wakes the sender. */
function untilNext(db: Database, at: Date): number {
  const next = nextDue(db)
  const wait = next === null ? 0 : Date.parse(next) - at.getTime()
  return wait > 0 ? Math.min(wait, LONGEST_SLEEP) : LONGEST_SLEEP
}
