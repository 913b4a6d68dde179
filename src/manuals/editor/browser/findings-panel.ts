import { el, press } from './dom.ts'
import type { ShownFinding } from './protocol.ts'
import type { EditorWords } from './words.ts'

/** The list of findings: each goes to its place, and is mended by one press where it knows the right phrase. */
export function showFindings(
  holder: HTMLElement,
  findings: readonly ShownFinding[],
  words: EditorWords,
  { goTo, mend }: { readonly goTo: (at: number) => void; readonly mend: (finding: ShownFinding, fix: number) => void },
): void {
  if (findings.length === 0) {
    holder.replaceChildren(el('p', { class: 'finding-none' }, words.noFindings))
    return
  }
  const item = (finding: ShownFinding) => {
    const { severity, code, message, line, from, fixes } = finding
    const place = press(words.line(line), () => goTo(from), 'quiet')
    return el(
      'li',
      { class: severity },
      el(
        'p',
        { class: 'finding-place' },
        el('span', { class: 'severity' }, words[severity]),
        ' ',
        place,
        ' ',
        el('a', { href: `/manuales/hallazgos/${code}`, target: '_blank' }, el('code', {}, code)),
      ),
      el('p', {}, message),
      fixes.length === 0
        ? null
        : el('p', { class: 'finding-fixes' }, ...fixes.map((fix, at) => press(fix.label, () => mend(finding, at)))),
    )
  }
  // Hundreds at once help nobody, and drawing them would hold up typing.
  holder.replaceChildren(el('ol', { class: 'finding-list' }, ...findings.slice(0, 100).map(item)))
}
