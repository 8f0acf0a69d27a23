/** Pushes apart what overlaps, pair by pair through a grid, until nothing does or the rounds are used up. */
export function separate(x: Float32Array, y: Float32Array, radius: (i: number) => number, rounds = 60): void {
  let widest = 0;
  for (let i = 0; i < x.length; i++) widest = Math.max(widest, radius(i));
  const cell = Math.max(2 * widest, 1e-6);
  for (let round = 0; round < rounds; round++) {
    if (!once(x, y, radius, cell)) return;
  }
}

function once(x: Float32Array, y: Float32Array, radius: (i: number) => number, cell: number): boolean {
  const cells = new Map<string, number[]>();
  for (let i = 0; i < x.length; i++) {
    const key = `${Math.floor(x[i] / cell)},${Math.floor(y[i] / cell)}`;
    const list = cells.get(key);
    if (list) list.push(i);
    else cells.set(key, [i]);
  }
  let moved = false;
  for (let i = 0; i < x.length; i++) {
    const [cx, cy] = [Math.floor(x[i] / cell), Math.floor(y[i] / cell)];
    for (let gx = cx - 1; gx <= cx + 1; gx++) {
      for (let gy = cy - 1; gy <= cy + 1; gy++) {
        for (const j of cells.get(`${gx},${gy}`) ?? []) {
          if (j > i && push(x, y, i, j, radius(i) + radius(j))) moved = true;
        }
      }
    }
  }
  return moved;
}

function push(x: Float32Array, y: Float32Array, i: number, j: number, wanted: number): boolean {
  // Two nodes in one place go apart in a direction that their numbers decide, so that it is the same every time.
  const same = x[i] === x[j] && y[i] === y[j];
  const dx = same ? Math.cos(i * 2.4) : x[j] - x[i];
  const dy = same ? Math.sin(i * 2.4) : y[j] - y[i];
  const distance = same ? 0 : Math.hypot(dx, dy);
  if (distance >= wanted) return false;
  const by = (wanted - distance) / 2 / (same ? 1 : distance) + 1e-4;
  x[i] -= dx * by;
  y[i] -= dy * by;
  x[j] += dx * by;
  y[j] += dy * by;
  return true;
}
