/** Days since 1970 with a precision, as people read them. */

const DAY = 86_400_000;

export function isoDay(days: number): string {
  return new Date(days * DAY).toISOString().slice(0, 10);
}

/** Gives `2024`, `2024-Q1`, `2024-03` or `2024-03-14`: what the source said and no more. */
export function partial(days: number | null | undefined, precision: number | null | undefined): string {
  if (days === null || days === undefined) return "";
  const day = isoDay(days);
  if (precision === 3) return day.slice(0, 4);
  if (precision === 2) return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return precision === 1 ? day.slice(0, 7) : day;
}

/** Gives months since January 1970. */
export function monthOf(days: number): number {
  const date = new Date(days * DAY);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

export function monthText(month: number): string {
  const year = 1970 + Math.floor(month / 12);
  return `${year}-${String((((month % 12) + 12) % 12) + 1).padStart(2, "0")}`;
}

/** Reads `2024` or `2024-03` into months since 1970; anything else gives undefined. */
export function parseMonth(text: string): number | undefined {
  const match = /^(\d{4})(?:-(\d{2}))?$/.exec(text);
  if (match === null) return undefined;
  const month = match[2] === undefined ? 1 : Number(match[2]);
  return month < 1 || month > 12 ? undefined : (Number(match[1]) - 1970) * 12 + month - 1;
}
