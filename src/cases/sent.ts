import type { FormValue } from '#src/procedure/types.ts'

/** What a person sent and was refused, to draw the form again with nothing lost. */
export interface Sent {
  /** Why it was refused. */
  readonly message: string
  /** Faults of single fields of the manual's form, by field name. */
  readonly faults?: Readonly<Record<string, string>>
  /** Values by the code of their form. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, FormValue>>>>
  readonly answer?: string
  readonly choice?: string
  readonly note?: string
  readonly reason?: string
  /** Ids of attachments already received. */
  readonly attachments?: readonly string[]
  readonly fileNames?: Readonly<Record<string, string>>
  /** It was a refusal of a signature that was refused. */
  readonly refusing?: boolean
  /** The message stands above the page, and is not said again in the card. */
  readonly noticed?: boolean
  /** The task was to be handed over: to whom and why. */
  readonly handing?: { readonly to: string; readonly reason: string }
  /** Other inputs as they were sent, by name. */
  readonly fields?: Readonly<Record<string, string>>
}
