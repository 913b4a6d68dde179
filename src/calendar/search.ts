/** Index of the first value greater than `bound` in an ascending list, or its length. */
export function firstAfter(values: readonly number[], bound: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! > bound) high = middle
    else low = middle + 1
  }
  return low
}

/** Index of the first value of at least `bound` in an ascending list, or its length. */
export function firstFrom(values: readonly number[], bound: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! >= bound) high = middle
    else low = middle + 1
  }
  return low
}
