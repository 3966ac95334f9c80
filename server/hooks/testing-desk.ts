// A desk in a process of its own whose webhooks may lead to what stands for the web: node server/hooks/testing-desk.ts
import { readOrMakeKey } from '../audit/checkpoint.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database.ts'
import { serve } from '../serve.ts'
import { hookGuard } from './testing.ts'

const config = readConfig()
await serve(openDatabase(config.databaseFile), readOrMakeKey(config.keyFile), config, { hookWeb: hookGuard() })
console.log(`The desk is open at ${config.publicUrl}`)
