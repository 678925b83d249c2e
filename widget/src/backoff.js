const FIRST = 500;
const LONGEST = 15_000;

/**
 * Says how long to wait before the next try, in milliseconds.
 *
 * Half of each wait is random, so that a thousand widgets do not come back in the same moment.
 */
export class BackOff {
  #tries = 0;
  #random;

  constructor(random = Math.random) {
    this.#random = random;
  }

  /** The next wait; `atLeast` is what the server asked for (Retry-After). */
  next(atLeast = 0) {
    const whole = Math.min(LONGEST, FIRST * 2 ** this.#tries);
    this.#tries += 1;
    return Math.max(atLeast, whole / 2 + (this.#random() * whole) / 2);
  }

  reset() {
    this.#tries = 0;
  }
}
