/**
 * Choices that look random but are the same for the same seed, so that demo people keep their
 * faces.
 */
export interface Chooser {
  /** One of these. */
  of<T>(choices: readonly T[]): T
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number
  /** True with a probability of `share`. */
  chance(share: number): boolean
}

export function chooser(seed: number): Chooser {
  let state = (seed + 1) * 0x9e3779b1
  // Mulberry32: small, and good enough for hair colours.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    of: (choices) => choices[Math.floor(next() * choices.length)]!,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
  }
}
