import { useSyncExternalStore } from 'react';
import { currentLanguage, onLanguage, type Language } from './language';

/** What a screen says: name → [中文, English]. Terms as in docs/glossary.md. */
export type Words = Record<string, readonly [zh: string, en: string]>;

/** The language in which this person reads; the screen changes with it, in place. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}

export type Say<W extends Words> = (
  name: keyof W,
  values?: Record<string, string | number>,
) => string;

/** `{name}` in a sentence is replaced by the value of that name. */
export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/**
 * The words of one screen: `const say = useWords(words); say('title'); say('rows', { n: 3 })`.
 * Each folder of pages has its own `words.ts`.
 */
export function useWords<W extends Words>(words: W): Say<W> {
  const place = useLanguage() === 'zh' ? 0 : 1;
  return (name, values) => fill((words[name] as readonly [string, string])[place], values);
}
