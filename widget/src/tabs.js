/**
 * Lets the tabs of one browser share one stream: a browser gives a server only six at a time.
 *
 * The tab that was looked at last leads: it takes the lock, even from a tab that sleeps, reads the stream and
 * passes every event on. The others wait for the lock and so take over when the leader is closed.
 */
export class Tabs {
  #name;
  #channel;
  #robbed = false;

  constructor(name, heard) {
    this.#name = `candor ${name}`;
    if (!navigator.locks || !globalThis.BroadcastChannel) return;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => heard(data);
  }

  tell(what) {
    this.#channel?.postMessage(what);
  }

  /**
   * Runs `stream(signal)` once this tab leads; that signal ends when another tab takes the lead.
   *
   * Gives true when the stream ended by itself, false when this tab no longer leads or is looked at again.
   */
  async lead(stream, signal) {
    if (!this.#channel) return this.#alone(stream, signal);
    const wait = new AbortController();
    const turn = new AbortController();
    const end = () => (wait.abort(), turn.abort());
    const seen = () => document.hidden || ((this.#robbed = false), wait.abort());
    signal.addEventListener("abort", end);
    document.addEventListener("visibilitychange", seen);
    const how = document.hidden || this.#robbed ? { signal: wait.signal } : { steal: true };
    let leads = false;
    let failure;
    const led = () => ((leads = true), stream(turn.signal).catch((error) => (failure = error)));
    try {
      await navigator.locks.request(this.#name, how, led);
    } catch {
      this.#robbed = leads;
      return false;
    } finally {
      end();
      signal.removeEventListener("abort", end);
      document.removeEventListener("visibilitychange", seen);
    }
    if (failure) throw failure;
    return true;
  }

  close() {
    this.#channel?.close();
  }

  async #alone(stream, signal) {
    await stream(signal);
    return true;
  }
}
