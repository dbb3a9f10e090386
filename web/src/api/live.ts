// What changed elsewhere, as the server tells it over a WebSocket: which customers, joins, imports. Their contents are
// asked for by the routes that every screen uses. While nothing can be told, the page asks by itself (usePolling).
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { sessionKey } from "./session";

type Ids = string[] | "many";
export interface News {
  position?: number;
  customers?: Ids;
  merges?: Ids;
  imports?: Ids;
  journeys?: Ids;
}

/** `lost` is said late: a server that starts again is no news. */
export type LiveState = "waiting" | "live" | "lost";

let state: LiveState = "waiting";
const listeners = new Set<() => void>();

function become(next: LiveState): void {
  if (state === next) return;
  state = next;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLiveState = () => useSyncExternalStore(subscribe, () => state);

/** How often to ask by oneself: not at all while the server tells. */
export function usePolling(milliseconds: number): number | false {
  return useLiveState() === "live" ? false : milliseconds;
}

/** What is shown of many people is asked for again at most this often. */
const calm = 2_000;
const hiddenFor = 60_000;
const lostAfter = 5_000;
const waits = { first: 500, longest: 30_000 };

/** The wait before the n-th try: doubled each time, somewhere between half of it and all. */
export function waitBefore(tries: number, chance = Math.random()): number {
  const whole = Math.min(waits.longest, waits.first * 2 ** Math.min(tries, 16));
  return whole / 2 + (whole / 2) * chance;
}

/** Which of what is in memory is no longer true. Lists and timelines are only marked: nothing moves under a reader's eyes. */
export function apply(cache: QueryClient, news: News): void {
  const { customers, merges, imports, journeys } = news;
  if (customers) {
    const changed = new Set(customers === "many" ? [] : customers);
    void cache.invalidateQueries({
      predicate: ({ queryKey: [noun, id, part] }) => noun === "customer" && part !== "timeline" && (customers === "many" || changed.has(String(id))),
    });
    void cache.invalidateQueries({
      refetchType: "none",
      predicate: ({ queryKey: [noun, id, part] }) =>
        noun === "customers" || noun === "suggestions" || noun === "activities" || noun === "channels" || (noun === "customer" && part === "timeline" && (customers === "many" || changed.has(String(id)))),
    });
  }
  if (merges) void cache.invalidateQueries({ predicate: ({ queryKey: [noun] }) => noun === "merges" || noun === "merge" });
  if (imports) void cache.invalidateQueries({ queryKey: ["imports"] });
  if (journeys) {
    const changed = new Set(journeys === "many" ? [] : journeys);
    void cache.invalidateQueries({
      predicate: ({ queryKey: [noun, key] }) => noun === "journeys" || (String(noun).startsWith("journey-") && (journeys === "many" || changed.has(String(key)))),
    });
  }
}

/** Everything that news could have been about while none came. */
const everything: News = { customers: "many", merges: "many", imports: "many", journeys: "many" };

class Connection {
  private socket: WebSocket | null = null;
  private tries = 0;
  private position = -1;
  private retry = 0;
  private losing = 0;
  private hiding = 0;
  private counting = 0;
  private ended = false;

  constructor(private readonly cache: QueryClient) {
    document.addEventListener("visibilitychange", this.seen);
    window.addEventListener("online", this.soon);
    this.connect();
  }

  end(): void {
    this.ended = true;
    document.removeEventListener("visibilitychange", this.seen);
    window.removeEventListener("online", this.soon);
    for (const timer of [this.retry, this.losing, this.hiding, this.counting]) window.clearTimeout(timer);
    this.drop();
    become("waiting");
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private connect(): void {
    if (this.ended || this.socket) return;
    window.clearTimeout(this.retry);
    const socket = new WebSocket(`${window.location.protocol === "https:" ? "wss" : "ws"}://${window.location.host}/api/live`);
    this.socket = socket;
    socket.onmessage = (event) => this.told(JSON.parse(String(event.data)) as News);
    socket.onclose = (event) => {
      if (this.socket !== socket) return;
      this.socket = null;
      if (event.reason === "signed out") void this.cache.invalidateQueries({ queryKey: sessionKey });
      if (state === "live") become("waiting");
      if (!this.losing) this.losing = window.setTimeout(() => become("lost"), lostAfter);
      this.retry = window.setTimeout(() => this.connect(), waitBefore(this.tries));
      this.tries += 1;
    };
  }

  private told(news: News): void {
    const missed = state !== "live" && this.position >= 0 && news.position !== undefined && news.position !== this.position;
    this.tries = 0;
    window.clearTimeout(this.losing);
    this.losing = 0;
    become("live");
    if (news.position !== undefined) this.position = Math.max(this.position, news.position);
    apply(this.cache, missed ? everything : news);
    if ((missed || news.customers || news.merges || news.imports) && !this.counting) {
      this.counting = window.setTimeout(() => {
        this.counting = 0;
        void this.cache.invalidateQueries({ queryKey: ["overview"] });
        void this.cache.invalidateQueries({ queryKey: ["living"] });
      }, calm);
    }
  }

  /** A page that nobody looks at holds no socket; it asks for what it missed when somebody does. */
  private readonly seen = () => {
    window.clearTimeout(this.hiding);
    if (document.hidden) {
      this.hiding = window.setTimeout(() => {
        window.clearTimeout(this.retry);
        this.drop();
        become("waiting");
      }, hiddenFor);
    } else {
      this.soon();
    }
  };

  private readonly soon = () => {
    this.tries = 0;
    this.connect();
  };
}

/** Listens as long as the component is there; once, in the frame of the screens. */
export function useLive(): void {
  const cache = useQueryClient();
  useEffect(() => {
    const connection = new Connection(cache);
    return () => connection.end();
  }, [cache]);
}
