/** What a small reader gives: the value, or one Spanish sentence that says what to write instead. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string }

export function good<T>(value: T): Parsed<T> {
  return { ok: true, value }
}

export function bad(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem }
}
