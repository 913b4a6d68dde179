import type { Db } from '#src/platform/db/types.ts'
import type { Admission, FolderStore } from '#src/platform/files/file-store.ts'
import type { Log } from '#src/platform/log.ts'
import { ClamdDown, clamdVersion, type ScanPatience, scanStream } from '#src/platform/scan/clamd.ts'
import type { ClamdAddress } from '#src/platform/scan/clamd-address.ts'
import {
  askForOlder,
  askScan,
  findScan,
  forgetScan,
  noteScan,
  putOff,
  type ScanFound,
  takeDueScan,
} from './content-scan.store.ts'
import type { ScannerStanding } from './types.ts'

export interface ScannerOptions {
  readonly db: Db
  readonly folder: FolderStore
  readonly clock: () => string
  readonly log: Log
  /** Undefined where the operator set none. */
  readonly clamd: { readonly address: ClamdAddress; readonly strict: boolean } | undefined
}

export interface Scanner {
  /** What was not scanned is opened by nobody but whoever sent it. */
  readonly strict: boolean
  /** Of what was just saved: scanned at once where the scanner answers in time, else when `scanDue` comes to it. */
  admit(sha256: string): Promise<Admission>
  /** Scans what waits. Gives how many contents were scanned. */
  scanDue(signal?: AbortSignal): Promise<number>
  /** Once more, with the signatures of today, what was found or could not be scanned. Null where the scanner does not answer. */
  rescan(sha256: string): Promise<ScanFound | null>
  standing(): Promise<ScannerStanding>
}

/** Somebody waits for the page. */
const IN_REQUEST: ScanPatience = { connect: 2_000, idle: 10_000, whole: 15_000 }
const IN_JOB: ScanPatience = { connect: 5_000, idle: 120_000, whole: 600_000 }
const ASKED: ScanPatience = { connect: 2_000, idle: 2_000, whole: 3_000 }
/** Requests that scan at the same time; others leave it to the job. */
const MOST_AT_ONCE = 4
/** After a scanner that did not answer, requests do not wait for it for so long. */
const REST_MILLIS = 30_000
/** Between looks for what people sent while there was no scanner. */
const OLDER_MILLIS = 3_600_000
/** Minutes for which a process has a content to itself: longer than scanning it may take. */
const TAKEN_MINUTES = 15
/** Seconds until a content is tried again, by how often it was; the last for all further ones. */
const AGAIN = [15, 30, 60, 120, 300]

export function openScanner({ db, folder, clock, log, clamd }: ScannerOptions): Scanner {
  let scanning = 0
  let restUntil = 0
  let olderAt = 0

  async function ask(content: Promise<AsyncIterable<Uint8Array>>, patience: ScanPatience): Promise<ScanFound> {
    const answer = await scanStream(clamd!.address, await content, patience)
    if (answer.kind === 'clean') return { state: 'clean' }
    if (answer.kind === 'unscannable') return { state: 'unscanned', said: answer.said }
    return { state: 'infected', signature: answer.signature }
  }

  async function scan(sha256: string, patience: ScanPatience): Promise<Admission> {
    const found = await ask(folder.open(sha256), patience)
    if (found.state !== 'clean') log.warn({ sha256, ...found }, 'the virus scanner does not let a file pass')
    await noteScan(db, sha256, found, { now: clock() })
    if (found.state !== 'infected') return 'admitted'
    await folder.quarantine(sha256)
    return 'infected'
  }

  return {
    strict: clamd?.strict ?? false,
    async admit(sha256) {
      if (clamd !== undefined) await askScan(db, sha256, clock())
      const known = await findScan(db, sha256)
      if (known?.state === 'infected' && known.releasedAt === null) {
        // It came again: nothing of it stays where files are opened.
        await folder.quarantine(sha256)
        return 'infected'
      }
      if (clamd === undefined || known?.state !== 'waiting') return 'admitted'
      if (scanning >= MOST_AT_ONCE || performance.now() < restUntil) return 'admitted'
      scanning += 1
      try {
        return await scan(sha256, IN_REQUEST)
      } catch (error) {
        if (!(error instanceof ClamdDown)) throw error
        restUntil = performance.now() + REST_MILLIS
        log.warn({ reason: error.message }, 'the virus scanner does not answer; files wait to be scanned')
        return 'admitted'
      } finally {
        scanning -= 1
      }
    },
    async scanDue(signal) {
      if (clamd === undefined) return 0
      if (performance.now() >= olderAt && (await askForOlder(db, clock())) === 0)
        olderAt = performance.now() + OLDER_MILLIS
      for (let done = 0; ; done += 1) {
        if (signal?.aborted) return done
        const due = await takeDueScan(db, clock(), TAKEN_MINUTES)
        if (due === null) return done
        try {
          await scan(due.sha256, IN_JOB)
          restUntil = 0
        } catch (error) {
          if ((error as { code?: string }).code === 'ENOENT') {
            await forgetScan(db, due.sha256)
            continue
          }
          const seconds = AGAIN[due.attempts - 1] ?? AGAIN.at(-1)!
          await putOff(db, due.sha256, Temporal.Instant.from(clock()).add({ seconds }).toString())
          // A content that is gone or cannot be read holds up no other; a scanner that does not answer would not answer for the next.
          if (error instanceof ClamdDown) {
            log.warn({ reason: error.message }, 'the virus scanner does not answer; files wait to be scanned')
            return done
          }
          log.warn({ sha256: due.sha256, err: error }, 'a file could not be read to be scanned')
        }
      }
    },
    async rescan(sha256) {
      const known = await findScan(db, sha256)
      if (clamd === undefined || known === null || known.removedAt !== null) return null
      const apart = known.state === 'infected' && known.releasedAt === null
      try {
        const found = await ask(apart ? folder.openQuarantined(sha256) : folder.open(sha256), IN_JOB)
        await noteScan(db, sha256, found, { now: clock(), anew: true })
        if (apart && found.state !== 'infected') await folder.release(sha256)
        if (!apart && found.state === 'infected' && known.releasedAt === null) await folder.quarantine(sha256)
        return found
      } catch (error) {
        if (error instanceof ClamdDown) return null
        throw error
      }
    },
    async standing() {
      if (clamd === undefined) return { kind: 'off', version: null }
      try {
        return { kind: 'answers', version: await clamdVersion(clamd.address, ASKED) }
      } catch {
        return { kind: 'silent', version: null }
      }
    },
  }
}
