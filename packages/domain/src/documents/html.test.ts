import { expect, test } from 'vitest';
import { html } from './html.ts';

test('every value is escaped', () => {
  const evil = `<b title="x">'&'</b>`;
  expect(html`<i>${evil}</i>`.text).toBe('<i>&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;</i>');
});

test('nested templates are not escaped twice, arrays are joined', () => {
  const rows = ['a & b', '<c>'].map((text) => html`<i>${text}</i>`);
  expect(html`<p>${rows}</p>`.text).toBe('<p><i>a &amp; b</i><i>&lt;c&gt;</i></p>');
});

test('nothing prints nothing, zero prints zero', () => {
  expect(html`<i>${null}${undefined}${false}${0}</i>`.text).toBe('<i>0</i>');
});
