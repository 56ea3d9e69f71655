import { computed, ref } from 'vue';
import { formatsOf } from './formats.ts';
import { locale } from './i18n.ts';

const now = ref(Date.now());
setInterval(() => (now.value = Date.now()), 30_000);

const formats = computed(() => formatsOf(locale.value));

/** Formats of the language in use and a clock that ticks twice a minute. */
export const useFormats = () => ({ formats, now });
