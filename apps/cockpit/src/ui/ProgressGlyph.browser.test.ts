import { expect, test } from 'vitest';
import { render } from 'vitest-browser-vue';
import { setLocale } from '../i18n/i18n.ts';
import type { Progress } from './glyph.ts';
import { ProgressGlyph } from './ProgressGlyph.ts';

const order: Progress = { station: 'transmitted', fulfilledBy: 'merchant', overdue: true, paidAt: '2026-11-24' };

test('says in words what it draws, in the language in use', async () => {
  await setLocale('de');
  const { container } = await render(ProgressGlyph, { props: { order } });
  const drawing = container.querySelector('[role=img]')!;
  expect(drawing.getAttribute('aria-label')).toBe(
    'Freigegeben: erledigt, Übertragen: erledigt, Versendet: braucht Aufmerksamkeit, Kanal informiert: offen, Rechnung: offen, Zahlung: erledigt',
  );
  expect(drawing.querySelectorAll('.attention')).toHaveLength(1);
  expect(drawing.querySelectorAll('.done')).toHaveLength(3);
});
