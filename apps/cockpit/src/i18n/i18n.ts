import { ref } from 'vue';
import { createI18n } from 'vue-i18n';
import de from './de.json';
import en from './en.json';

export type Locale = 'de' | 'en';
const KEY = 'kontor.locale';

/** The language chosen before, else the browser's, else English. */
function firstLocale(): Locale {
  const kept = localStorage.getItem(KEY);
  if (kept === 'de' || kept === 'en') return kept;
  return navigator.language.startsWith('de') ? 'de' : 'en';
}

export const locale = ref<Locale>(firstLocale());

export const i18n = createI18n({ legacy: false, locale: locale.value, fallbackLocale: 'en', messages: { de, en } });
document.documentElement.lang = locale.value;

export function setLocale(next: Locale) {
  locale.value = next;
  i18n.global.locale.value = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
}
