import type { Say } from './say.ts';

type Tree = { [key: string]: string | Tree };

/** A `t` over plain messages with {named} values only, for tests of pure code. */
export const messageOf =
  (messages: Tree): Say =>
  (key, named = {}) => {
    const found = key
      .split('.')
      .reduce<string | Tree | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), messages);
    return typeof found === 'string'
      ? found.replaceAll(/\{(\w+)\}/g, (_, name: string) => String((named[name] as string | number | undefined) ?? ''))
      : key;
  };
