/// The server, typed by its own OpenAPI document (schema.d.ts is made of it).
import createClient from 'openapi-fetch';
import type { components, paths } from './schema';
import { session } from './session.svelte';

export type Shape = components['schemas'];
export const api = createClient<paths>({ baseUrl: location.origin });

/// Why the server did not do it, in its own words.
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly field = '',
    readonly code = '',
  ) {
    super(message);
  }
  get isAway() {
    return this.status === 0 || this.status === 503;
  }
}

type Reply<T> = { data?: T; error?: unknown; response: Response };
type Problem = { detail?: string; title?: string; instance?: string; errors?: { field?: string }[] };

/// The answer, or a Refusal. A 401 asks the person for a key.
export async function ask<T>(call: Promise<Reply<T>>): Promise<T> {
  let reply: Reply<T>;
  try {
    reply = await call;
  } catch {
    throw new Refusal(0, 'The server does not answer.');
  }
  if (reply.response.ok) return reply.data as T;
  const problem = (reply.error ?? {}) as Problem;
  if (reply.response.status === 401) session.isLocked = true;
  throw new Refusal(
    reply.response.status,
    problem.detail ?? problem.title ?? `The server answered ${reply.response.status}.`,
    problem.errors?.[0]?.field,
    problem.instance,
  );
}

/// Sent with what begins or changes something: should the connection break, the same request does nothing twice.
export const once = () => ({ headers: { 'Idempotency-Key': crypto.randomUUID() } });

/// Where a file of a content lies; `width` gives a JPEG about so wide.
export function fileUrl(content: string, name: string, width?: number): string {
  return `/api/content/${content}/files?name=${encodeURIComponent(name)}${width ? `&width=${width}` : ''}`;
}

/// A key, kept by the browser where no script reads it. False: it opens nothing.
export async function signIn(key: string): Promise<boolean> {
  const reply = await fetch('/api/session', { method: 'POST', headers: { Authorization: `Bearer ${key.trim()}` } });
  return reply.ok;
}

/// The browser forgets the key.
export async function signOut(): Promise<void> {
  await fetch('/api/session', { method: 'DELETE' }).catch(() => undefined);
  location.reload();
}
