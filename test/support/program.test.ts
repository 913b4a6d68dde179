import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testProgram } from './program.ts'

const { api, anonymous, clock, program } = await testProgram()

test('a program for tests: people are signed in, again after the clock was moved, and nothing happens by itself', async () => {
  const opened = await api('lsolares').post('/api/cases', {
    manual: 'DTI-MNP-01',
    procedure: '4',
    start: 'Ingreso al centro de datos',
    channel: 'portal',
    title: 'Revisión de la planta eléctrica',
    form: {},
  })
  assert.equal(opened.status, 422, opened.text)
  assert.equal((await anonymous.get('/api/catalogue')).status, 401)
  const head = api('mtobar')
  assert.equal((await head.get('/bandejas/cargo')).status, 200)
  clock.set('2027-01-11T14:00:00Z')
  assert.equal((await head.get('/bandejas/cargo')).status, 200)
  assert.equal(await program.passTime(), 0)
})
