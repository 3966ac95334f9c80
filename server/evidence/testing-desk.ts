// A desk in a process of its own whose evidence may lead to what stands for the web: node server/evidence/testing-desk.ts
import { readOrMakeKey } from '../audit/checkpoint.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database.ts'
import { safeFetch } from '../reports/safe-fetch.ts'
import { guardFor } from '../reports/testing-web.ts'
import { serve } from '../serve.ts'

const config = readConfig()
await serve(openDatabase(config.databaseFile), readOrMakeKey(config.keyFile), config, { fetchEvidence: (address) => safeFetch(address, guardFor()) })
console.log(`The desk is open at ${config.publicUrl}`)
