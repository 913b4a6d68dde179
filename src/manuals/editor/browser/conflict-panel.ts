import { diffLines, mergeTexts } from '#src/manual/changes/line-diff.ts'
import { el, press } from './dom.ts'
import type { Conflict, Texts } from './saving.ts'
import type { EditorWords } from './words.ts'

/** Somebody saved in between: both texts line by line, and what can be done. */
export function showConflict(
  holder: HTMLElement,
  conflict: Conflict,
  mine: Texts,
  words: EditorWords,
  choose: (texts: Texts) => void,
): void {
  const { changedBy, seen } = conflict
  const joined = seen && {
    source: mergeTexts(seen.source, mine.source, conflict.source),
    examples: mergeTexts(seen.examples, mine.examples, conflict.examples),
  }
  const both = joined && joined.source !== null && joined.examples !== null ? (joined as Texts) : null
  const take = (texts: Texts) => () => {
    holder.replaceChildren()
    choose(texts)
  }
  const box = el(
    'section',
    { class: 'editor-conflict', tabindex: '-1', role: 'alertdialog', 'aria-label': words.conflict(changedBy) },
    el('h3', {}, words.conflict(changedBy)),
    el('p', {}, both ? `${words.joined} ${words.conflictText}` : words.conflictText),
    el(
      'p',
      { class: 'finding-fixes' },
      both ? press(words.join, take(both), 'primary') : null,
      press(words.mine, take(mine)),
      press(words.theirs(changedBy), take(conflict)),
    ),
    el('h4', {}, words.theirsLines(changedBy)),
    lines(conflict.source, mine.source, words.theirsLines(changedBy)),
    ...(conflict.examples === mine.examples
      ? []
      : [el('h4', {}, words.examplesTitle), lines(conflict.examples, mine.examples, words.examplesTitle)]),
  )
  holder.replaceChildren(box)
  box.focus()
}

function lines(before: string, after: string, label: string): HTMLElement {
  const old = before.split('\n')
  const now = after.split('\n')
  const line = (kind: 'removed' | 'added', number: number, text: string) =>
    el(
      'li',
      { class: kind },
      el('span', { class: 'diff-number' }, String(number)),
      el('span', { class: 'diff-sign' }, kind === 'removed' ? '−' : '+'),
      el('code', {}, text || ' '),
    )
  return el(
    'ol',
    { class: 'line-diff', role: 'list', 'aria-label': label, tabindex: '0' },
    ...diffLines(old, now).flatMap(({ from, to, at, until }) => [
      ...old.slice(from, to).map((text, index) => line('removed', from + index + 1, text)),
      ...now.slice(at, until).map((text, index) => line('added', at + index + 1, text)),
    ]),
  )
}
