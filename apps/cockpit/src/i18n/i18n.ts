import { ref } from 'vue';
import { createI18n } from 'vue-i18n';
import type en from './en.json';

export type Locale = 'de' | 'en';
const KEY = 'kontor.locale';
/** Only the words of the language in use come over the line. */
const words: Record<Locale, () => Promise<{ default: typeof en }>> = {
  de: () => import('./de.json'),
  en: () => import('./en.json'),
};

/** The language chosen before, else the browser's, else English. */
function firstLocale(): Locale {
  const kept = localStorage.getItem(KEY);
  if (kept === 'de' || kept === 'en') return kept;
  return navigator.language.startsWith('de') ? 'de' : 'en';
}

export const locale = ref<Locale>(firstLocale());

export const i18n = createI18n({ legacy: false, locale: locale.value, messages: {} });

/** Speaks a language as soon as its words are there. */
export async function showLocale(next: Locale = locale.value): Promise<void> {
  const { global } = i18n;
  if (!global.availableLocales.includes(next as never))
    global.setLocaleMessage(next as never, (await words[next]()).default as never);
  locale.value = next;
  (global.locale as { value: string }).value = next;
  document.documentElement.lang = next;
}

/** Speaks a language from now on, also at the next visit. */
export function setLocale(next: Locale): Promise<void> {
  localStorage.setItem(KEY, next);
  return showLocale(next);
}
