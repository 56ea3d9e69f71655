import { expect, test } from 'vitest';
import { html } from './html.ts';

test('every value is escaped, nested templates are not escaped twice', () => {
  const rows = ['<b>', 'a & b'].map((text) => html`<td>${text}</td>`);
  expect(
    html`<tr title="${'"x"'}">
      ${rows}${null}${false}${0}
    </tr>`.text,
  ).toBe('<tr title="&quot;x&quot;"><td>&lt;b&gt;</td><td>a &amp; b</td>0</tr>');
});
