import { Liquid } from 'liquidjs';

/** How much a template may use: milliseconds, characters in memory, characters of text, characters of result. */
export const limits = { renderMs: 500, memory: 5e6, text: 1e5, output: 20e6 };

/** Filters that would go round the escaping, print whatever they get, or whose result depends on the clock. */
const withdrawn = ['raw', 'json', 'jsonify', 'inspect'];
/** Tags that read other files. */
const forbidden = ['include', 'render', 'layout', 'block'];

/** A sandboxed Liquid: unknown names are errors, nothing is read, time and memory are limited (documents.md § 7.1). */
export function templateEngine(escape: (value: unknown) => string): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    templates: {},
    renderLimit: limits.renderMs,
    memoryLimit: limits.memory,
    parseLimit: limits.text,
    timezoneOffset: 'Europe/Berlin',
    outputEscape: escape,
  });
  for (const name of withdrawn) delete engine.filters[name];
  for (const name of forbidden) delete engine.tags[name];
  const { date } = engine.filters;
  engine.registerFilter('date', function (this: unknown, value: unknown, ...rest: unknown[]) {
    if (value === 'now' || value === 'today') throw new Error('`now` changes with every try: use `date`');
    return (date as (...of: unknown[]) => unknown).call(this, value, ...rest);
  });
  engine.registerFilter('fixed', fixed);
  return engine;
}

/** Exactly `width` characters: cut or filled, from the left or the `right` side, with `fill`. */
function fixed(value: unknown, width: unknown, side: unknown = 'left', fill: unknown = ' '): string {
  const size = Math.min(1_000, Math.max(0, Number(width) || 0));
  const text = [...String(value ?? '').replace(/[\r\n\t]+/g, ' ')].slice(0, size).join('');
  const sign = String(fill)[0] ?? ' ';
  return side === 'right' ? text.padStart(size, sign) : text.padEnd(size, sign);
}
