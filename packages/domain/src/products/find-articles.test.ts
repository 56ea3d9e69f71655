import { expect, test } from 'vitest';
import { rankArticles } from './find-articles.ts';

const articles = [
  { sku: 'A', title: 'USB-C Ladekabel 1 m' },
  { sku: 'B', title: 'Ladegerät 20 W' },
  { sku: 'C', title: 'Reisetasche' },
  { sku: 'D', title: 'Lightning Kabel 2 m' },
];
const found = (text: string): string[] => rankArticles(text, articles).map(({ sku }) => sku);

test.each([
  ['Bitte noch ein USB-C-Ladekabel dazu, ich überweise gern.', 'A'],
  ['Haben Sie auch eine Tasche für die Reise?', 'C'],
  ['Bitte ein Ladegerät beilegen', 'B'],
])('%s means %s first', (text, sku) => {
  expect(found(text)[0]).toBe(sku);
});

test('what names nothing proposes nothing', () => {
  expect(found('Bitte beim Nachbarn abgeben und noch eine Frage')).toEqual([]);
});
