import { foldText } from '../fold-text.ts'
import type { FrontMatter, Manual, Procedure, Section } from '../types.ts'
import { type Aspects, tellAspects, three } from './aspects.ts'
import { formChanges } from './form-changes.ts'
import { matchUp } from './match-up.ts'
import { normChanges } from './norm-changes.ts'
import { procedureChanges } from './procedure-changes.ts'
import { AS_IS, type Change, type Renumbering } from './types.ts'
import { listed } from './words.ts'

const gains = (what: string) => three(`${what} es ahora`, `${what} es ahora`, `${what} ya no se dice`)

const FRONT_ASPECTS: Aspects<FrontMatter> = {
  code: { words: (code) => code, say: gains('el código') },
  title: { words: (title) => `«${title}»`, say: gains('el título') },
  institution: { words: (name) => name, say: gains('la institución') },
  version: { words: (version) => version, say: gains('la versión') },
  effective: { words: (date) => date, say: gains('la fecha desde la que rige') },
  calendar: { words: (code) => code, say: gains('el calendario') },
  supersedes: { words: ({ code, version }) => `${code} versión ${version}`, say: gains('lo que sustituye') },
  basedOn: { words: (source) => `«${source}»`, say: gains('aquello en que se basa') },
  approvals: {
    words: (approvals) => listed(approvals.map(({ act, post }) => `${act}, ${post}`)),
    key: (approvals) => JSON.stringify(approvals.map(({ act, post, norm, date }) => [act, post, norm, date])),
    say: (after, before) => {
      if (after === null) return `el manual ya no dice quién lo aprueba (era: ${before})`
      if (before === null) return `el manual dice ahora quién lo aprueba: ${after}`
      return after === before
        ? 'cambian la norma o la fecha de una aprobación'
        : `las aprobaciones son ahora ${after} (antes, ${before})`
    },
  },
}

/**
 * What a manual says differently from another of its kind, in sentences with their places, in the order of the manual. Empty for two that
 * say the same, however their texts are laid out. Numbers that only moved are no change of what cites them.
 */
export function describeChanges(before: Manual, after: Manual): readonly Change[] {
  const norms = normChanges(before.norms, after.norms, {})
  const matched = matchUp<Procedure>(before.procedures, after.procedures, [
    ({ number, title }) => `${number} ${foldText(title)}`,
    ({ title }) => foldText(title),
    ({ number }) => number,
  ])
  const now = new Map(matched.pairs.map((pair) => [pair.before.number, pair.after.number]))
  const numbers: Renumbering = {
    step: AS_IS.step,
    norm: ({ number }) => norms.numberOf(number),
    procedure: (number) => now.get(number) ?? null,
  }
  const forms = formChanges(before.forms, after.forms)
  return [
    ...tellAspects(FRONT_ASPECTS, before.front, after.front, AS_IS).map(
      (told): Change => ({ kind: 'changed', sentence: `${told[0]!.toUpperCase()}${told.slice(1)}.` }),
    ),
    ...sectionChanges(before, after, { norms: norms.changes.length > 0, forms: forms.length > 0 }),
    ...norms.changes,
    ...matched.removed.map(
      ({ number, title, span }): Change => ({
        kind: 'removed',
        sentence: `Se quita el procedimiento ${number}, «${title}».`,
        procedure: number,
        before: span,
      }),
    ),
    ...matched.added.map(
      ({ number, title, span }): Change => ({
        kind: 'added',
        sentence: `Se añade el procedimiento ${number}, «${title}».`,
        procedure: number,
        after: span,
      }),
    ),
    ...matched.pairs.flatMap((pair): readonly Change[] => [
      ...(pair.before.number === pair.after.number
        ? []
        : [
            {
              kind: 'moved' as const,
              sentence: `El procedimiento ${pair.before.number}, «${pair.after.title}», es ahora el ${pair.after.number}.`,
              procedure: pair.after.number,
              before: pair.before.span,
              after: pair.after.span,
            },
          ]),
      ...procedureChanges(pair.before, pair.after, numbers),
    ]),
    ...forms,
  ]
}

/** Blanks and line ends are layout. */
const spaced = (markdown: string) => markdown.replace(/\s+/g, ' ').trim()

/** Sections of prose. Those that hold norms and forms are told by these, where these changed. */
function sectionChanges(before: Manual, after: Manual, told: { norms: boolean; forms: boolean }): readonly Change[] {
  const { pairs, removed, added } = matchUp<Section>(before.sections, after.sections, [
    ({ title }) => foldText(title),
    ({ markdown }) => markdown.trim() || null,
  ])
  const isTold = ({ title }: Section, { forms }: Manual, section: Section) =>
    (told.norms && /^normas(?: generales)?$/.test(foldText(title))) ||
    (told.forms &&
      forms.some(
        ({ span }) => section.span.start.offset < span.start.offset && span.end.offset <= section.span.end.offset,
      ))
  return [
    ...removed.map(
      (section): Change => ({
        kind: 'removed',
        sentence: `Se quita la sección «${section.title}».`,
        before: section.span,
      }),
    ),
    ...added.map(
      (section): Change => ({
        kind: 'added',
        sentence: `Se añade la sección «${section.title}».`,
        after: section.span,
      }),
    ),
    ...pairs.flatMap(({ before: old, after: now }): readonly Change[] => {
      const where = { before: old.span, after: now.span }
      const renamed = old.title !== now.title
      const rewritten =
        spaced(old.markdown) !== spaced(now.markdown) && !isTold(now, after, now) && !isTold(old, before, old)
      return [
        ...(renamed
          ? [
              {
                kind: 'changed' as const,
                sentence: `La sección «${old.title}» se titula ahora «${now.title}».`,
                ...where,
              },
            ]
          : []),
        ...(rewritten
          ? [{ kind: 'changed' as const, sentence: `La sección «${now.title}» cambia su texto.`, ...where }]
          : []),
      ]
    }),
  ]
}
