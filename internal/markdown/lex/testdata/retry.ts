import { EventEmitter } from "node:events";
import type { Logger } from './logger';

// How often a request is tried again.
const MAX_RETRIES: number = 3;

export interface Policy<T extends object = {}> {
  readonly attempts: number;
  backoff?: (attempt: number) => number;
  retryable(error: unknown): boolean;
  tags: Record<string, string[]>;
}

type Outcome = 'ok' | "failed" | undefined;

/** Tries again, with a growing pause. */
@Injectable()
export abstract class Retrier extends EventEmitter implements Policy<Request> {
  private static instance: Retrier | null = null;
  attempts = MAX_RETRIES;

  constructor(private readonly log: Logger, public timeout = 1_000) {
    super();
  }

  async run<T>(work: () => Promise<T>, name?: string): Promise<T> {
    for (let i = 0; i < this.attempts; i++) {
      try {
        return await work();
      } catch (error) {
        this.log.warn(`attempt ${i + 1} of ${name ?? "work"} failed: ${String(error)}`);
        if (!this.retryable(error) || /timeout|reset/i.test(String(error))) throw error;
        await sleep(2 ** i * 0.5e3 + 0xff);
      }
    }
    throw new Error("gave up after " + this.attempts + ' tries');
  }

  abstract retryable(error: unknown): error is Error;
}

export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / 2;
}

const cache = new Map<string, Promise<Response>>();
export default async function handler(req: Request): Promise<Response> {
  const url = new URL(req.url);
  const key = url.searchParams.get("key") as string;
  if (key === null || typeof key !== "string") {
    return new Response(JSON.stringify({ ok: false, status: 400 }), { status: 400 });
  }
  let hit = cache.get(key)!;
  hit ??= fetchValue(key, { retries: 3, timeout: 5000 });
  return hit;
}

declare module "pg" { }
enum Level { Low = 1, High = 2 }
namespace Util { export let debug: boolean = true; }
