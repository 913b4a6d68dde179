import { Gauge, type Registry } from 'prom-client'
import { kept } from './kept.ts'

/** How the virus scanner stands and what waits for it. */
export interface ScanFigures {
  readonly standing: () => Promise<{ readonly kind: 'off' | 'answers' | 'silent' }>
  readonly counts: () => Promise<{
    readonly waiting: number
    readonly waitingSeconds: number
    readonly infected: number
    readonly unscanned: number
  }>
}

const FRESH_MILLIS = 15_000

/** Nothing is told where there is no scanner, so that no alarm sounds. */
export function gaugesOfScan(registers: Registry[], { standing, counts: count }: ScanFigures): void {
  const counts = kept(FRESH_MILLIS, count)
  new Gauge({
    name: 'ventanilla_virus_scanner_up',
    help: 'Si el antivirus responde: 1 o 0',
    registers,
    async collect() {
      const { kind } = await standing()
      this.remove()
      if (kind !== 'off') this.set(kind === 'answers' ? 1 : 0)
    },
  })
  new Gauge({
    name: 'ventanilla_scanned_files',
    help: 'Archivos por lo que dijo el antivirus, hasta 10000: por revisar, infectados, que no pudo revisar',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      this.reset()
      if ((await standing()).kind === 'off') return
      const { waiting, infected, unscanned } = await counts()
      this.set({ state: 'waiting' }, waiting)
      this.set({ state: 'infected' }, infected)
      this.set({ state: 'unscanned' }, unscanned)
    },
  })
  new Gauge({
    name: 'ventanilla_virus_scan_late_seconds',
    help: 'Desde cuándo espera el archivo más antiguo por revisar',
    registers,
    async collect() {
      this.remove()
      if ((await standing()).kind !== 'off') this.set((await counts()).waitingSeconds)
    },
  })
}
