import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { desk } from '../claims/testing.ts'

/** All that is answered to these bytes. */
const answerTo = (base: string, request: string) => new Promise<string>((resolve, reject) => {
  const socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(request))
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks).toString())).on('error', reject)
})

test('whoever asks by a whole address gets the page of the path, and no page leads to the host that they named', async (t) => {
  const here = await desk(t)
  const id = here.published()
  for (const path of ['/', `/claims/${id}?lang=en`, `/claims/${id}/v/1`, '/feed.atom', '/sign-in', '/nowhere', '/claims']) {
    const answer = await answerTo(here.base, `GET http://evil.example${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)
    assert.doesNotMatch(answer, /evil\.example/, path)
    assert.equal(answer.slice(9, 12), String((await here.anyone.get(path)).status), path)
  }
})
