import type { Follower } from '#src/cases/follow-record.ts'
import { forgetSent, insertDeliveries } from './delivery.store.ts'

/** Writes into the outbox what each subscription is to be told. */
export const webhookFollower = (clock: () => string): Follower => ({
  name: 'webhooks',
  async follow(tx, acts) {
    // Once more than whoever erased: an attempt may have been under way.
    const erased = acts.filter(({ kind }) => kind === 'personal-data-erased').map(({ caseId }) => caseId)
    if (erased.length > 0) await forgetSent(tx, erased)
    await insertDeliveries(tx, acts, clock())
  },
})
