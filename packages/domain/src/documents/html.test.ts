import { expect, test } from 'vitest';
import { html } from './html.ts';

test('every value is escaped, nested templates are not escaped twice', () => {
  const rows = ['<b>', 'a & b'].map((text) => html`<td>${text}</td>`);
  const { text } = html`<tr title="${'"x"'}">
    ${rows}${null}${false}${0}
  </tr>`;
  expect(text).toContain('<tr title="&quot;x&quot;">');
  expect(text).toContain('<td>&lt;b&gt;</td><td>a &amp; b</td>0');
});
