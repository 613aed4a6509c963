/** The list with the item at `from` taken to `to`; the same list when nothing would move. */
export function moved<Item>(list: readonly Item[], from: number, to: number): readonly Item[] {
  const item = list[from];
  if (item === undefined || from === to || to < 0 || to >= list.length) return list;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

export function replaced<Item>(list: readonly Item[], at: number, item: Item): readonly Item[] {
  return list.map((other, index) => (index === at ? item : other));
}

export function inserted<Item>(list: readonly Item[], at: number, item: Item): readonly Item[] {
  return [...list.slice(0, at), item, ...list.slice(at)];
}

export function removed<Item>(list: readonly Item[], at: number): readonly Item[] {
  return list.filter((_, index) => index !== at);
}

/** Names for the items of a list that stay with them when they move; two items of one key are told apart. */
export function stableIds(keys: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}#${count}`;
  });
}
