/** Rows of varying length in two arrays: row `i` is `items[start[i] .. start[i + 1]]`. */
export interface Rows {
  readonly start: Uint32Array;
  readonly items: Uint32Array;
}

/** Puts pairs (row, item) into rows; items keep their order. */
export function rows(count: number, row: ArrayLike<number>, item: ArrayLike<number>): Rows {
  const start = new Uint32Array(count + 1);
  for (let i = 0; i < row.length; i++) start[row[i] + 1]++;
  for (let i = 0; i < count; i++) start[i + 1] += start[i];
  const next = start.slice();
  const items = new Uint32Array(row.length);
  for (let i = 0; i < row.length; i++) items[next[row[i]]++] = item[i];
  return { start, items };
}

/** Edges at each node, whichever their direction; a loop stands once. */
export function incidence(n: number, a: Uint32Array, b: Uint32Array): Rows {
  const start = new Uint32Array(n + 1);
  const m = a.length;
  for (let j = 0; j < m; j++) {
    start[a[j] + 1]++;
    if (a[j] !== b[j]) start[b[j] + 1]++;
  }
  for (let i = 0; i < n; i++) start[i + 1] += start[i];
  const next = start.slice();
  const items = new Uint32Array(start[n]);
  for (let j = 0; j < m; j++) {
    items[next[a[j]]++] = j;
    if (a[j] !== b[j]) items[next[b[j]]++] = j;
  }
  return { start, items };
}

/** Gives one row as a view, without copying. */
export function row(of: Rows, i: number): Uint32Array {
  return of.items.subarray(of.start[i], of.start[i + 1]);
}

export function rowLength(of: Rows, i: number): number {
  return of.start[i + 1] - of.start[i];
}
