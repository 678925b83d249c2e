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
  throw refused(response.status, await response.json().catch(() => {}), response.headers.get("Retry-After"));
}

/** Posts a file, which `fetch` could not tell the progress of; `progress` hears from 0 to 1. Throws as `request` does. */
export function send(url, file, headers, progress) {
  return new Promise((done, fail) => {
    const call = new XMLHttpRequest();
    call.open("POST", url);
    call.responseType = "json";
    for (const name in headers) call.setRequestHeader(name, headers[name]);
    call.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
    call.onerror = fail;
    call.onload = () => {
      const { status, response } = call;
      return status < 300 ? done() : fail(refused(status, response, call.getResponseHeader("Retry-After")));
    };
    call.send(file);
  });
}

function refused(status, problem, wait) {
  return new Problem(status, problem?.detail ?? "", Number(wait) * 1000 || 0);
}
