import type { ProblemBody } from "./types";

/** What the server said went wrong (RFC 9457), or what kept us from reaching it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly field?: string;

  constructor(body: Pick<ProblemBody, "title" | "status"> & Partial<ProblemBody>) {
    super(body.title);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code ?? "";
    this.detail = body.detail;
    this.hint = body.hint;
    this.field = body.field;
  }
}

export type Query = Record<string, string | number | undefined | null>;

/** Leaves empty members out, so that an address never carries `q=` for nothing. */
export function address(path: string, query?: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

const signedOut = new Set<() => void>();

/** Tells when the server no longer knows the session, so that the page can ask to sign in. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

const factorMissing = new Set<() => void>();

/** Tells when the company asks for a second factor that this person has not set up. */
export function onFactorMissing(listener: () => void): () => void {
  factorMissing.add(listener);
  return () => factorMissing.delete(listener);
}

function problemOf(status: number, text: string): Problem {
  try {
    const body = JSON.parse(text) as ProblemBody;
    if (body && typeof body.title === "string") return new Problem({ ...body, status });
  } catch {
    // Not JSON: something between us and the server answered. The status says enough.
  }
  return new Problem({ title: `HTTP ${status}`, status, code: "http" });
}

interface Options {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

export async function call<T>(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, options: Options = {}): Promise<T> {
  const { query, body, signal } = options;
  let answer: Response;
  try {
    answer = await fetch(address(path, query), {
      method,
      signal,
      credentials: "same-origin",
      // The server takes unsafe methods only with this type: it keeps other sites' forms out.
      headers: method === "GET" ? { accept: "application/json" } : { accept: "application/json", "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem({ title: "unreachable", status: 0, code: "unreachable" });
  }
  const text = await answer.text();
  if (!answer.ok) {
    if (answer.status === 401 && path !== "/api/session") signedOut.forEach((listener) => listener());
    const problem = problemOf(answer.status, text);
    if (problem.status === 403 && problem.field === "second_factor") factorMissing.forEach((listener) => listener());
    throw problem;
  }
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Sends a file as it is. XMLHttpRequest, because fetch does not tell how much has been sent. */
export function send<T>(path: string, file: Blob, progress: (part: number) => void, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => progress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(problemOf(request.status, request.responseText));
    };
    request.onerror = () => reject(new Problem({ title: "unreachable", status: 0, code: "unreachable" }));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
