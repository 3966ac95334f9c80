// Loaded before a server that is measured. Over the channel to the process that started it, it says what the server used: a route for that would be a route of the product.

/** CPU in microseconds since the start, memory in bytes. */
export type Usage = { cpu: number; rss: number }

export const USAGE = 'usage'

process.on('message', (asked) => {
  if (asked !== USAGE) return
  const { user, system } = process.cpuUsage()
  process.send!({ cpu: user + system, rss: process.memoryUsage.rss() } satisfies Usage)
})
process.on('disconnect', () => process.exit())
