import { baseCompile } from '@intlify/message-compiler';
import type { Plugin } from 'vite';

type Messages = { [key: string]: string | Messages };

const compiled = (messages: Messages): unknown =>
  Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string'
        ? baseCompile(value, { jit: true, minify: true, location: false }).ast
        : compiled(value),
    ]),
  );

/** Turns src/i18n/*.json into message trees while building, so that the browser needs no message compiler. */
export function compileMessages(): Plugin {
  return {
    name: 'kontor:messages',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/i18n\/\w+\.json$/.test(id)) return;
      return { code: JSON.stringify(compiled(JSON.parse(code) as Messages)), map: null };
    },
  };
}
