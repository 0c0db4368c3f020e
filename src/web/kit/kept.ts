/** A choice that this browser remembers: the first of the options until another is made. */
import { useState } from 'react';

export function useKept<T extends string>(key: string, options: readonly [T, ...T[]]): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = localStorage.getItem(key);
      return options.find((option) => option === kept) ?? options[0];
    } catch {
      return options[0];
    }
  });
  const keep = (next: T) => {
    setValue(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // A browser that keeps nothing still changes the view.
    }
  };
  return [value, keep];
}
