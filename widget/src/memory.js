/**
 * Remembers little things for this site, and nothing before the visitor has used the chat.
 *
 * A browser that forbids storage costs only the memory, never the chat.
 */
export class Memory {
  #prefix;

  constructor(base) {
    this.#prefix = `candor ${base} `;
  }

  recall(name) {
    return this.#each((store) => store.getItem(this.#prefix + name));
  }

  /** Keeps it for the life of the tab, or for longer when `lasting`. */
  keep(name, value, lasting) {
    this.#each((store) => store.setItem(this.#prefix + name, value), lasting ? ["localStorage"] : ["sessionStorage"]);
  }

  forget(...names) {
    for (const name of names) this.#each((store) => store.removeItem(this.#prefix + name));
  }

  #each(act, kinds = ["sessionStorage", "localStorage"]) {
    for (const kind of kinds) {
      try {
        const found = act(window[kind]);
        if (found) return found;
      } catch {
        // Storage is forbidden or full: the chat works without a memory.
      }
    }
    return null;
  }
}
