import { test } from 'node:test'
import { writeFileSync } from 'node:fs'
import { openDesk } from './stories/desk.ts'
import { openTrial, complete } from './record/desk.ts'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
const desk = await openDesk({ cases: true, now: '2026-11-03T14:00:00Z' })
await desk.publish(TRIAL_MANUAL)
const paths = JSON.parse(process.env.SHOTS ?? '[["mtobar","/estadisticas","a"]]')
test('shots', async () => {
  for (let d = 0; d < 12; d++) {
    desk.clock.set(`2026-11-${String(3 + d).padStart(2, '0')}T15:00:00Z`)
    for (let i = 0; i < 3 + (d % 3); i++) {
      const n = await openTrial(desk.api('lsolares'), [1, 1, 2, 3, 1][i % 5]!)
      if (i % 2 === 0) {
        desk.clock.set(`2026-11-${String(3 + d).padStart(2, '0')}T${16 + (i % 3)}:10:00Z`)
        await complete(desk.api('ebaquiax'), n)
        if (i % 5 < 2) { await complete(desk.api('lhuaman'), n, { answer: 'SÍ' }); await complete(desk.api('ebaquiax'), n)
          const r = await desk.api('ebaquiax').post(`/api/cases/${n}/resolution`, { solution: ['CFG-01','REP-01','ORI-01'][d % 3], cause: ['USO','EQUIPO','USO','RED'][d % 4] }); if (r.status !== 200) console.log(r.text) }
      }
    }
  }
  await desk.program.follow()
  for (const [who, path, name] of paths) {
    const file = await desk.api(who).get(path)
    console.log(path, file.status, file.status >= 400 ? file.text.slice(0, 600) : '')
    for (const [scheme, width] of [['light', 1280], ['dark', 390]] as const) {
      const tab = await desk.person(who, { colorScheme: scheme, viewport: { width, height: 900 } })
      await tab.goto(path)
      await tab.screenshot({ path: `/tmp/stat/${name}-${width}.png`, fullPage: true })
      console.log(tab.errors())
      await tab.close()
    }
  }
  const pdf = await (async () => { const { cookie } = await desk.api('mtobar').session(); return fetch(`${desk.url}/estadisticas/informe.pdf`, { headers: { cookie: `ventanilla=${cookie}` } }) })()
  writeFileSync('/tmp/stat/r.pdf', Buffer.from(await pdf.arrayBuffer()))
})
