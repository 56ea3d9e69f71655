import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { compileMessages } from './compile-messages.ts';

const api = { target: 'http://127.0.0.1:4000' };

export default defineConfig({
  plugins: [
    compileMessages(),
    vue(),
    ui({
      autoImport: false,
      components: false,
      dts: false,
      colorMode: false, // ui/color-mode.ts
      // every icon in use goes into the bundle: the browser asks no other host
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
      experimental: { componentDetection: true },
      ui: { colors: { primary: 'indigo', neutral: 'slate' } },
    }),
  ],
  // one entry that holds the runtime only; messages are compiled by compileMessages
  resolve: { alias: [{ find: /^vue-i18n$/, replacement: 'vue-i18n/dist/vue-i18n.runtime.mjs' }] },
  define: {
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  server: {
    port: 5173,
    proxy: {
      '/graphql': { ...api, ws: true },
      '/session': api,
      '/orders-file': api,
      '/documents': { ...api, bypass: pageOrFile },
    },
  },
});

/** /documents is a page of the cockpit when a browser navigates, a file when anything else asks. */
function pageOrFile(request: { headers: { accept?: string } }) {
  return request.headers.accept?.includes('text/html') ? '/index.html' : undefined;
}
