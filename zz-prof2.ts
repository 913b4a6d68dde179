import { longManual } from './bench/long-manual.ts'
import { readForEditor, checkManual, nothingKnown } from '#src/manual/index.ts'
const source = longManual(2000)
let at = source.indexOf('Obje') 
at = source.indexOf('. ', source.length / 2 | 0)
const known = nothingKnown()
let text = source
const times: number[] = []
for (let i = 0; i < 60; i++) {
  text = text.slice(0, at) + 'x' + text.slice(at)
  const b = process.cpuUsage(); const r = readForEditor(text, known); const c = process.cpuUsage(b); if (i > 15) times.push((c.user + c.system) / 1000)
  if (i === 59) console.log(r.findings.length, r.findings.map(f => f.code).slice(0, 4))
}
times.sort((a, b) => a - b)
console.log('sound edit', times[times.length >> 1], times[Math.floor(times.length * .95)])
