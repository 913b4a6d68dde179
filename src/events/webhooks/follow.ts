import type { Follower } from '#src/cases/follow-record.ts'
import { insertDeliveries } from './delivery.store.ts'

/** Writes into the outbox what each subscription is to be told. */
export const webhookFollower = (clock: () => string): Follower => ({
  name: 'webhooks',
  follow: (tx, acts) => insertDeliveries(tx, acts, clock()),
})
