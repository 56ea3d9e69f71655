import ui from '@nuxt/ui/vue-plugin';
import { createApp, watchEffect } from 'vue';
import App from './App.vue';
import { i18n, showLocale } from './i18n/i18n.ts';
import { router } from './router.ts';
import { showColorMode } from './ui/color-mode.ts';
import './style.css';

watchEffect(showColorMode);
await showLocale();
createApp(App).use(router).use(i18n).use(ui).mount('#app');
