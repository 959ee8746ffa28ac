import type { Progress, Report } from '@/proof/verify';

/** What the page and its worker say to each other. */

export interface Start {
  /** A key that was got elsewhere; absent: the one that the server names. */
  vkey?: string;
  /** A checkpoint that was kept. */
  kept?: string;
}

export type ToWorker = { type: 'start'; start: Start } | { type: 'again' };

/** What could not be fetched; no status: the server was not reached. */
export interface Trouble {
  path: string;
  status?: number;
  problem?: unknown;
}

export interface Done {
  report: Report;
  /** The note that was checked, and the key it was checked with. */
  checkpoint: string;
  vkey: string;
}

export type FromWorker =
  | { type: 'progress'; progress: Progress; seconds: number }
  | { type: 'trouble'; trouble: Trouble }
  | { type: 'done'; done: Done };
