import axe from 'axe-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-vue';
import { shallowReactive } from 'vue';
import { i18n, showLocale } from '../i18n/i18n.ts';
import type { OrderRow } from '../live/documents.ts';
import OrderGrid from './OrderGrid.vue';
import '../style.css';

const HOW_MANY = 10_000;

function orderRow(i: number): OrderRow {
  const row: Partial<OrderRow> = {
    id: `o${i}`,
    number: `A-${100_000 + i}`,
    channelOrderId: `302-${i}`,
    channel: { id: 'c', name: 'Amazon.de' },
    station: 'released',
    holdReasons: [],
    fulfilledBy: 'merchant',
    placedAt: '2026-11-24T09:00:00Z',
    total: { amount: 1990, currency: 'EUR' },
    customerName: `Kunde ${i}`,
    cancelRequested: false,
    overdue: false,
    documents: [],
    rev: 1,
    updatedAt: '2026-11-24T09:00:00Z',
  };
  return row as OrderRow;
}

const frame = document.createElement('div');
beforeAll(() => showLocale());
beforeEach(() => {
  frame.style.cssText = 'height: 700px; width: 1100px';
  document.body.append(frame);
});
afterEach(() => frame.remove());

async function mountGrid() {
  const ids = Array.from({ length: HOW_MANY }, (_, i) => `o${i}`);
  const rows = shallowReactive(new Map(ids.map((id, i) => [id, orderRow(i)])));
  const changedAt = shallowReactive(new Map<string, number>());
  const gone = shallowReactive(new Set<string>());
  const said: [string, unknown][] = [];
  const page = await render(OrderGrid, {
    container: frame,
    global: { plugins: [i18n] },
    props: {
      ids,
      rows,
      changedAt,
      gone,
      selected: shallowReactive(new Set<string>()),
      label: 'Orders',
      onPeek: (row: OrderRow) => said.push(['peek', row.number]),
      onOpen: (href: string) => said.push(['open', href]),
      onSelect: (some: string[], on: boolean) => said.push(['select', [some, on]]),
      'onUpdate:active': (active: string | undefined) => page.rerender({ active } as object),
    },
  });
  const grid = frame.querySelector<HTMLElement>('[role=grid]')!;
  const drawn = () => [...frame.querySelectorAll<HTMLElement>('[data-id]')];
  const rowOf = (id: string) => frame.querySelector<HTMLElement>(`[data-id="${id}"]`);
  await expect.poll(() => drawn().length).toBeGreaterThan(15);
  const press = (key: string) =>
    grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  return { grid, rows, changedAt, gone, said, drawn, rowOf, press };
}

test('of 10,000 rows only those in sight are in the page, at the top, in the middle and at the end', async () => {
  const { grid, drawn, rowOf } = await mountGrid();
  expect(grid.getAttribute('aria-rowcount')).toBe(String(HOW_MANY + 1));
  expect(drawn().length).toBeLessThan(60);
  grid.scrollTop = grid.scrollHeight / 2;
  await expect.poll(() => rowOf('o5010') !== null).toBe(true);
  expect(drawn().length).toBeLessThan(60);
  grid.scrollTop = grid.scrollHeight;
  await expect.poll(() => rowOf('o9999') !== null).toBe(true);
  expect(drawn().length).toBeLessThan(60);
});

test('a change is drawn in place: the row keeps its element, its index and its height on the screen', async () => {
  const { rows, changedAt, gone, drawn, rowOf } = await mountGrid();
  const before = rowOf('o5')!;
  const top = before.getBoundingClientRect().top;
  const order = drawn().map((row) => row.dataset.id);
  rows.set('o5', {
    ...rows.get('o5')!,
    rev: 2,
    station: 'shipped',
    carrierName: 'Fulfilment Nord',
    trackingNumber: '00340434161094042557',
  });
  changedAt.set('o5', performance.now());
  gone.add('o5');
  await expect.poll(() => rowOf('o5')!.textContent).toContain('Fulfilment Nord');
  const after = rowOf('o5')!;
  expect(after).toBe(before);
  expect(after.textContent).toContain('…042557');
  expect(after.className).toMatch(/flash-[ab]/);
  expect(after.querySelector('.og-gone')).not.toBeNull();
  expect(after.getBoundingClientRect().top).toBe(top);
  expect(drawn().map((row) => row.dataset.id)).toEqual(order);
});

test('keys move, peek, select and open while the grid has the focus, and are silent elsewhere', async () => {
  const { grid, said, press, rowOf } = await mountGrid();
  press('j');
  press('j');
  await expect.poll(() => rowOf('o1')?.classList.contains('on')).toBe(true);
  expect(grid.getAttribute('aria-activedescendant')).toBe('og-o1');
  press(' ');
  press('x');
  press('Enter');
  expect(said).toEqual([
    ['peek', 'A-100001'],
    ['select', [['o1'], true]],
    ['open', '/orders/A-100001'],
  ]);
  rowOf('o1')!
    .querySelector('a')!
    .dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }));
  expect(said).toHaveLength(3);
});

test('a click on a row peeks, on its number opens, on its box selects', async () => {
  const { said, rowOf } = await mountGrid();
  rowOf('o2')!.querySelector<HTMLElement>('[role=gridcell]:nth-child(8)')!.click();
  rowOf('o3')!.querySelector<HTMLElement>('a.og-number')!.click();
  rowOf('o4')!.querySelector('input')!.click();
  expect(said).toEqual([
    ['peek', 'A-100002'],
    ['open', '/orders/A-100003'],
    ['select', [['o4'], true]],
  ]);
});

test.each(['light', 'dark'])('axe finds nothing to complain about, %s', async (mode) => {
  document.documentElement.classList.toggle('dark', mode === 'dark');
  const { rows, gone, rowOf } = await mountGrid();
  rows.set('o1', { ...rows.get('o1')!, rev: 2, station: 'held', holdReasons: ['remark'] });
  rows.set('o2', { ...rows.get('o2')!, rev: 2, overdue: true });
  gone.add('o3');
  await expect.poll(() => rowOf('o3')!.querySelector('.og-gone')).not.toBeNull();
  const { violations } = await axe.run(frame, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
