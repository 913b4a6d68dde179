/**
 * Lengths of time in classes, each a twentieth longer than the one before: a length told by its class is wrong by at most 2.5 in a
 * hundred. Class 0 is less than a second. Percentiles of any number of lengths are so read from some hundred counts.
 */
const RATIO = 1.05
const SECOND = 1_000
const LOG = Math.log(RATIO)

export const BUCKET_ERROR = 0.025

export function bucketOf(milliseconds: number): number {
  return milliseconds < SECOND ? 0 : Math.min(600, Math.floor(Math.log(milliseconds / SECOND) / LOG) + 1)
}

/** The length that stands for a class: the middle of it, as its logarithm goes. */
export function lengthOf(bucket: number): number {
  return bucket === 0 ? 0 : SECOND * RATIO ** (bucket - 0.5)
}

/** How many of each class. */
export type Histogram = readonly { readonly bucket: number; readonly n: number }[]

export function countOf(histogram: Histogram): number {
  return histogram.reduce((sum, { n }) => sum + n, 0)
}

/** The length that a share (0 to 1) of them does not exceed: the smallest class that holds it. Null of none. */
export function percentile(histogram: Histogram, share: number): number | null {
  const all = countOf(histogram)
  if (all === 0) return null
  const wanted = Math.max(1, Math.ceil(all * share))
  let seen = 0
  for (const { bucket, n } of [...histogram].sort((a, b) => a.bucket - b.bucket)) {
    seen += n
    if (seen >= wanted) return lengthOf(bucket)
  }
  return null
}
