/** What the server refused: the status, words a person understands, and how long to wait (ms, 0 if not said). */
export class Problem extends Error {
  constructor(status, detail, wait) {
    super(detail);
    Object.assign(this, { status, wait });
  }

  /** True when the same request may well succeed in a moment. */
  get passes() {
    return this.status >= 500;
  }
}

/**
 * Makes one request; gives the Response when the server agreed.
 *
 * Throws Problem when it did not, and the browser's own error when it was not reached. No cookie travels along. With
 * `keepalive` it goes out even when the page is left in that moment.
 */
export async function request(method, url, { token, body, headers = {}, signal, keepalive } = {}) {
  const response = await fetch(url, {
    method,
    signal,
    keepalive,
    credentials: "omit",
    cache: "no-store",
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { "Content-Type": "application/json" }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get("Retry-After")) * 1000 || 0;
  throw new Problem(response.status, problem.detail || problem.title || "", wait);
}
