export { attachDraftToCase } from './attach-draft-to-case.ts'
export { closeDraft, discardDraft } from './close-draft.ts'
export { createDraft, type NewDraft } from './create-draft.ts'
export {
  findDraftOfCase,
  listClosedDrafts,
  listDrafts,
  listRevisions,
  lockDraft,
  readDraft,
  readRevision,
} from './draft.store.ts'
export { type DraftFacts, draftFacts, mayDraft, WRITERS_GROUP } from './permissions.ts'
export { type Saved, type Saving, saveDraft } from './save-draft.ts'
export type * from './types.ts'
