import { recall, remember } from './remembered';

export type Language = 'zh' | 'en';

const kStored = 'mingzhang.language';
let current: Language = recall(kStored) === 'en' ? 'en' : 'zh';
const listeners = new Set<() => void>();

export function currentLanguage(): Language {
  return current;
}

export function setLanguage(language: Language) {
  current = language;
  remember(kStored, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
