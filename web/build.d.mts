import type { Plugin } from "esbuild";
export const root: string;
export const LIMIT: number;
export const workers: Plugin;
export function embeddable(text: string): string;
export function bundle(folder?: string): Promise<{ bytes: number; gzipped: number; inputs: string[] }>;
