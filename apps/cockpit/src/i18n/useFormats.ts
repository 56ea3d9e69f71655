import { computed, ref } from 'vue';
import { formatsOf } from './formats.ts';
import { locale } from './i18n.ts';

const now = ref(Date.now());
setInterval(() => (now.value = Date.now()), 30_000);

/** The company's, told with the session. */
export const timeZone = ref('UTC');
const formats = computed(() => formatsOf(locale.value, timeZone.value));

/** Formats of the language in use and a clock that ticks twice a minute. */
export const useFormats = () => ({ formats, now });
