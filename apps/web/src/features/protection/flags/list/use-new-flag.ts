import { useState } from 'react';
import { flagKeyFrom, isFlagKey } from '../flag-key.ts';
import type { NewFlag } from '../flag-queries.ts';
import { type FlagKind, newDefinition } from '../new-definition.ts';

export type NewFlagForm = ReturnType<typeof useNewFlag>;

/** A flag that is being made. The key follows the name until it is typed. */
export function useNewFlag() {
  const [name, setName] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [kind, setKind] = useState<FlagKind>('boolean');
  const [asked, setAsked] = useState(false);
  const key = ownKey ?? flagKeyFrom(name);
  return {
    name,
    key,
    kind,
    isNameMissing: asked && !name.trim(),
    isKeyWrong: asked && !isFlagKey(key),
    setName,
    setKey: (text: string) => setOwnKey(text.toLowerCase().replace(/\s/g, '-')),
    setKind,
    submit: (): NewFlag | null => {
      setAsked(true);
      if (!name.trim() || !isFlagKey(key)) return null;
      return { key, name: name.trim(), definition: newDefinition(kind) };
    },
  };
}
