import { computed, ref } from 'vue';

export type ColorMode = 'light' | 'dark' | 'auto';
const KEY = 'kontor.color-mode';

const kept = localStorage.getItem(KEY);
export const colorMode = ref<ColorMode>(kept === 'light' || kept === 'dark' ? kept : 'auto');
const system = matchMedia('(prefers-color-scheme: dark)');
const systemDark = ref(system.matches);
system.addEventListener('change', (event) => (systemDark.value = event.matches));

export const isDark = computed(() => (colorMode.value === 'auto' ? systemDark.value : colorMode.value === 'dark'));

/** Puts the mode on the page; runs once at start and whenever it changes. */
export function showColorMode() {
  document.documentElement.classList.toggle('dark', isDark.value);
  document.documentElement.classList.toggle('light', !isDark.value);
  document.documentElement.style.colorScheme = isDark.value ? 'dark' : 'light';
}

export function setColorMode(mode: ColorMode) {
  colorMode.value = mode;
  localStorage.setItem(KEY, mode);
}
