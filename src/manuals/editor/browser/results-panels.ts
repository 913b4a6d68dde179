import type { Change } from '#src/manual/index.ts'
import { el, press } from './dom.ts'
import type { Answer } from './protocol.ts'
import type { EditorWords } from './words.ts'

/** What the text says differently from the version with which it is compared. */
export function showChanges(
  holder: HTMLElement,
  { changes, same }: Extract<Answer, { kind: 'changes' }>,
  words: EditorWords,
  goTo: (at: number) => void,
): void {
  if (changes === null || changes.length === 0) {
    const text = changes === null ? words.unsound : same ? words.same : words.prose
    holder.replaceChildren(el('p', { class: 'muted' }, text))
    return
  }
  const entry = ({ kind, sentence, after }: Change) => {
    const place = after && press(words.line(after.start.line), () => goTo(after.start.offset), 'quiet')
    return el('li', { class: kind }, sentence, place ? ' ' : null, place ?? null)
  }
  const groups = Map.groupBy(changes, ({ procedure }) => procedure)
  holder.replaceChildren(
    ...[...groups].flatMap(([procedure, all]) => [
      ...(procedure === undefined ? [] : [el('h3', {}, words.procedure(procedure))]),
      el('ul', { class: 'change-list' }, ...all.map(entry)),
    ]),
  )
}

/** What became of each example, and the rows that none visits. */
export function showExamples(
  holder: HTMLElement,
  { results, uncovered }: Extract<Answer, { kind: 'examples' }>,
  words: EditorWords,
  goTo: (at: number) => void,
): void {
  if (results === null) {
    holder.replaceChildren(el('p', { class: 'muted' }, words.examplesUnsound))
    return
  }
  const passed = results.filter((result) => result.passed).length
  holder.replaceChildren(
    el('p', { role: 'status' }, el('strong', {}, words.result(passed, results.length))),
    el(
      'ol',
      { class: 'example-list' },
      ...results.map((result) =>
        el(
          'li',
          { class: result.passed ? 'passed' : 'failed' },
          el('p', {}, el('strong', {}, result.passed ? words.passed : words.failed), ` · ${result.title}`),
          ...result.faults.map(({ line, from, message }) =>
            el(
              'p',
              { class: 'example-fault' },
              press(words.line(line), () => goTo(from), 'quiet'),
              ` ${message}`,
            ),
          ),
        ),
      ),
    ),
    uncovered.length === 0
      ? el('p', { class: 'muted' }, words.covered)
      : el(
          'ul',
          { class: 'coverage' },
          ...uncovered.map(({ procedure, missing }) => el('li', {}, words.uncovered(procedure, missing))),
        ),
  )
}
