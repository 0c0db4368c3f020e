/** The two languages of the screen: Chinese first, English by a switch that is remembered. */
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { zhEntries } from './texts/entries.ts';
import { zh } from './texts/zh.ts';
import type { zhAdmin } from './texts/zh-admin.ts';
import type { zhDrafts } from './texts/zh-drafts.ts';

export type TextKey = keyof typeof zh | keyof typeof zhAdmin | keyof typeof zhDrafts | keyof typeof zhEntries;
export type Language = 'zh' | 'en';
export interface Words {
  readonly zh: string;
  readonly en: string;
}
const kept = 'zerentian.language';

function chosen(): Language {
  try {
    return localStorage.getItem(kept) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

/** Sets up the catalogues; resolves once the chosen language can be shown. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh',
    fallbackLng: 'zh',
    resources: { zh: { translation: zh } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await setLanguage(chosen());
}

let hasEnglish = false;

/** Adds texts of pages that few people open; they come with those pages. */
export function addTexts(texts: Readonly<Record<Language, Readonly<Record<string, string>>>>): void {
  for (const [language, more] of Object.entries(texts))
    i18next.addResourceBundle(language, 'translation', more, true, true);
}

export async function setLanguage(language: Language): Promise<void> {
  if (language === 'en' && !hasEnglish) {
    const { en } = await import('./texts/en.ts');
    i18next.addResourceBundle('en', 'translation', en, true, true);
    hasEnglish = true;
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  try {
    localStorage.setItem(kept, language);
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}

export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

/** The language now, its texts by key, and the fitting side of words that came from the server. */
export function useLanguage(): { language: Language; say: Say; word: (words: Words) => string } {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  const say = useCallback<Say>((key, values) => t(key, values ?? {}) as string, [t]);
  const word = useCallback((words: Words) => words[language] || words.zh, [language]);
  return { language, say, word };
}

/** A figure with its unit, by a key that is built from a code the server sent; the bare figure where there is none. */
export function sayCount(say: Say, key: string, n: string): string {
  return i18next.exists(key) ? say(key as TextKey, { n }) : n;
}

/** Text of a key that is built from a code the server sent; the code itself where there is none. */
export function sayOr(say: Say, key: string, fallback: string): string {
  return i18next.exists(key) ? say(key as TextKey) : fallback;
}
