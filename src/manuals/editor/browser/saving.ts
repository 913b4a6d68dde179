import type { EditorSettings } from './settings.ts'
import type { EditorWords } from './words.ts'

export interface Texts {
  readonly source: string
  readonly examples: string
}

export interface Conflict extends Texts {
  readonly revision: number
  readonly changedBy: string
  readonly seen: Texts | null
}

export interface Saving {
  /** To be called at every change of a text. */
  readonly changed: () => void
  readonly save: () => Promise<void>
  /** Takes a newer revision as the one that is edited, after a conflict. */
  readonly rebase: (revision: number) => void
  readonly dirty: () => boolean
  readonly stop: () => void
}

interface Head {
  readonly kind: 'saved' | 'unchanged' | 'conflict' | 'closed'
  readonly revision: number
  readonly changedAt: string
  readonly changedBy: string
}

/** Saves what is typed: on request, and by itself when one pauses. Until it is saved the tab keeps it. */
export function saving(
  form: HTMLFormElement,
  settings: EditorSettings,
  words: EditorWords,
  page: {
    readonly texts: () => Texts
    readonly status: (text: string) => void
    readonly saved: (text: string) => void
    readonly conflict: (conflict: Conflict) => void
    readonly restore: (texts: Texts) => void
  },
): Saving {
  const key = `borrador ${document.documentElement.dataset.person ?? ''} manual ${settings.id}`
  let { revision, changedAt, changedBy } = settings
  let kept = page.texts()
  let pause: ReturnType<typeof setTimeout> | undefined
  let busy: Promise<void> | null = null
  let blocked = false
  // What was put back is told until the next key.
  let restored = false
  const dirty = () => {
    const now = page.texts()
    return now.source !== kept.source || now.examples !== kept.examples
  }
  const tell = () => page.saved(words.saved(ago(changedAt, words), changedBy, revision))
  const clock = setInterval(tell, 30_000)

  function remember(): void {
    try {
      if (dirty()) sessionStorage.setItem(key, JSON.stringify({ revision, ...page.texts() }))
      else sessionStorage.removeItem(key)
    } catch {
      // A full or forbidden storage only means that a reload loses what is not saved.
    }
  }

  function changed(): void {
    clearTimeout(pause)
    if (!settings.writes) return
    pause = setTimeout(() => {
      remember()
      if (dirty() && !blocked) pause = setTimeout(() => void save(), 12_000)
    }, 800)
    if (!blocked && !restored) page.status(dirty() ? words.unsaved : '')
    restored = false
  }

  function save(): Promise<void> {
    clearTimeout(pause)
    if (!settings.writes) return Promise.resolve()
    busy ??= send().finally(() => {
      busy = null
    })
    return busy
  }

  async function send(): Promise<void> {
    const texts = page.texts()
    const body = new FormData()
    body.set('_csrf', (form.elements.namedItem('_csrf') as HTMLInputElement).value)
    body.set('revision', String(revision))
    body.set('respuesta', 'json')
    body.set('texto', texts.source)
    body.set('ejemplos', texts.examples)
    page.status(words.saving)
    let answer: Response
    try {
      answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
    } catch {
      page.status(words.offline)
      remember()
      pause = setTimeout(() => void save(), 20_000)
      return
    }
    const json = (await answer.json().catch(() => null)) as
      | (Head & Texts & { seen: Texts | null; title?: string })
      | null
    if (json?.kind === 'saved' || json?.kind === 'unchanged') {
      ;({ revision, changedAt, changedBy } = json)
      ;(form.elements.namedItem('revision') as HTMLInputElement).value = String(revision)
      kept = texts
      blocked = false
      tell()
      page.status(dirty() ? words.unsaved : '')
      remember()
      if (dirty()) changed()
      return
    }
    remember()
    if (json?.kind === 'conflict') {
      blocked = true
      page.status(words.conflict(json.changedBy))
      page.conflict(json)
    } else if (json?.kind === 'closed') page.status(words.closed)
    else page.status(answer.status === 401 || answer.status === 403 ? words.signedOut : (json?.title ?? words.refused))
  }

  const leaving = (event: BeforeUnloadEvent) => {
    if (dirty()) event.preventDefault()
  }
  const visiting = (event: Event) => {
    if (dirty() && !confirm(words.leave)) event.preventDefault()
  }
  const online = () => {
    if (dirty() && !blocked) void save()
  }
  addEventListener('beforeunload', leaving)
  addEventListener('online', online)
  document.addEventListener('turbo:before-visit', visiting)
  takeBack()

  /** What this tab had typed and not saved when it was closed or reloaded. */
  function takeBack(): void {
    let stored: (Texts & { revision: number }) | null = null
    try {
      stored = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    } catch {
      return
    }
    if (stored === null || !settings.writes) return
    if (stored.source === kept.source && stored.examples === kept.examples) return
    // Saved as written on the revision that it was written on: a newer one is then told as a conflict.
    revision = stored.revision
    restored = true
    page.restore(stored)
    page.status(words.kept)
  }

  return {
    changed,
    save,
    dirty,
    rebase(newer) {
      revision = newer
      blocked = false
    },
    stop() {
      clearTimeout(pause)
      clearInterval(clock)
      removeEventListener('beforeunload', leaving)
      removeEventListener('online', online)
      document.removeEventListener('turbo:before-visit', visiting)
    },
  }
}

function ago(at: string, words: EditorWords): string {
  const minutes = Math.floor((Date.now() - Date.parse(at)) / 60_000)
  if (minutes < 1) return words.now
  return minutes < 60 ? words.minutes(minutes) : words.hours(Math.floor(minutes / 60))
}
