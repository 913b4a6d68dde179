export type ScanState = 'waiting' | 'clean' | 'infected' | 'unscanned'

/** What is known of a content. */
export interface ContentScan {
  readonly sha256: string
  readonly state: ScanState
  /** What was found, as the scanner names it. */
  readonly signature: string | null
  /** What the scanner answered where it could not scan. */
  readonly said: string | null
  readonly scannedAt: string | null
  readonly releasedAt: string | null
  readonly removedAt: string | null
}

/** How the scanner stands. `off`: the operator set none. */
export interface ScannerStanding {
  readonly kind: 'off' | 'answers' | 'silent'
  /** As it says it, with the date of its signatures. */
  readonly version: string | null
}
