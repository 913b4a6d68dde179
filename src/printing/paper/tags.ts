import type { TagType } from './types.ts'

/** An element of the tag tree that readers aloud follow, before the document has it. */
export interface Tag {
  readonly type: TagType
  readonly children: Tag[]
  readonly alt?: string
  readonly scope?: 'Row' | 'Column'
  readonly colSpan?: number
  rowSpan?: number
}

export function newTag(parent: Tag | null, type: TagType, more: Omit<Tag, 'type' | 'children'> = {}): Tag {
  const tag: Tag = { type, children: [], ...more }
  parent?.children.push(tag)
  return tag
}
