import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../test/support/database.ts'
import { readCalendarFiles } from './calendar-files.ts'
import { loadDirectory } from './directory.ts'
import { type InstitutionFile, loadPeople } from './load-people.ts'

const { db } = await testDatabase()
const ministry = JSON.parse(readFileSync('demo/ministry.json', 'utf8')) as InstitutionFile
const calendars = readCalendarFiles('manuals/calendars')
const now = '2026-11-02T14:00:00Z'
await loadPeople(db, ministry, { calendars, now, demoPassword: 'ventanilla' })
test('x', async () => {
 const d = await loadDirectory(db, now); console.log(d.activePeople.map(p=>p.name+': '+d.actingPostsOf(p.id).map(x=>x.title+(x.standsInFor?'*':'')).join(', '))) 
})
