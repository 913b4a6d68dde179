import type { Block, Heading } from './blocks.ts'
import { foldText } from './fold-text.ts'
import { isFormHeading } from './forms.ts'

/** A manual cut at its headings, nothing read yet. */
export interface Parts {
  readonly sections: readonly Part[]
  readonly procedures: readonly Part[]
  readonly forms: readonly Part[]
  /** Headings that nearly open a procedure. */
  readonly nearProcedures: readonly Heading[]
}

export interface Part {
  readonly heading: Heading
  /** What lies under the heading, without it. */
  readonly blocks: readonly Block[]
}

export const PROCEDURE = /^procedimiento no\. (\d{1,4}(?:\.\d{1,4})*)\. (?=\S)/
const NEAR_PROCEDURE = /^procedimientos? ?(?:no|n[°º]|numero|#)?[.:]? ?\d/

/** Cuts the blocks into sections (level 1), procedures (`## PROCEDIMIENTO No. …`) and forms (`### FORMA …`). */
export function cutParts(blocks: readonly Block[]): Parts {
  const sections: Part[] = []
  const procedures: Part[] = []
  const forms: Part[] = []
  const nearProcedures: Heading[] = []
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'heading') continue
    const title = foldText(block.text)
    if (isFormHeading(block)) forms.push({ heading: block, blocks: under(blocks, index, 6) })
    else if (block.depth === 2 && PROCEDURE.test(title))
      procedures.push({ heading: block, blocks: under(blocks, index, 2) })
    else if (NEAR_PROCEDURE.test(title)) nearProcedures.push(block)
    else if (block.depth === 1) sections.push({ heading: block, blocks: section(blocks, index) })
  }
  return { sections, procedures, forms, nearProcedures }
}

/** The blocks after a heading, up to the next one of that depth or less. */
function under(blocks: readonly Block[], index: number, depth: number): readonly Block[] {
  return until(blocks, index, (heading) => heading.depth <= depth || isFormHeading(heading))
}

function section(blocks: readonly Block[], index: number): readonly Block[] {
  return until(blocks, index, (heading) => heading.depth === 1 || PROCEDURE.test(foldText(heading.text)))
}

function until(blocks: readonly Block[], index: number, ends: (heading: Heading) => boolean): readonly Block[] {
  let end = index + 1
  while (end < blocks.length) {
    const block = blocks[end]!
    if (block.kind === 'heading' && ends(block)) break
    end++
  }
  return blocks.slice(index + 1, end)
}
