/** Turns values of `from` into places of `to`, in a straight line. */
export function linear(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  const [low, high] = from;
  const spread = high - low;
  return (value) => (spread === 0 ? to[0] : to[0] + ((value - low) / spread) * (to[1] - to[0]));
}

/** Round values from 0 to at least `max`, about `count` of them; whole numbers only, because people are counted. */
export function countTicks(max: number, count: number): number[] {
  const step = roundStep(Math.max(1, max) / count);
  const last = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: last + 1 }, (_, index) => index * step);
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return Math.max(1, factor * power);
}

/** Indices of at most `count` of `length` places, evenly spaced, with the last among them. */
export function spacedIndices(length: number, count: number): number[] {
  if (length === 0) return [];
  const step = Math.max(1, Math.ceil((length - 1) / Math.max(1, count - 1)));
  const indices: number[] = [];
  for (let index = length - 1; index >= 0; index -= step) indices.unshift(index);
  return indices;
}

/** Moves the lower of two labels, or lifts the upper, so that they keep `gap` between them within `limits`. */
export function apart(one: number, other: number, gap: number, limits: readonly [number, number]): [number, number] {
  const clamp = (value: number) => Math.min(limits[1], Math.max(limits[0], value));
  if (Math.abs(one - other) >= gap) return [clamp(one), clamp(other)];
  const middle = Math.min(limits[1] - gap / 2, Math.max(limits[0] + gap / 2, (one + other) / 2));
  return one <= other ? [middle - gap / 2, middle + gap / 2] : [middle + gap / 2, middle - gap / 2];
}

/** `M…L…` through points, to a tenth of a pixel. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)},${round(y)}`).join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
