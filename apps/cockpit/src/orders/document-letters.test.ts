import { expect, test } from 'vitest';
import { documentLetters } from './document-letters.ts';

const file = (kind: string, number: string) => ({ id: number, kind, number, path: `/documents/${number}` });
const none = { number: 'A-1', deliveryNoteNumber: null, invoiceNumber: null, paidAt: null, documents: [] };

test('only the order itself exists at first: its page', () => {
  expect(documentLetters(none).map((letter) => letter.href)).toEqual(['/orders/A-1', undefined, undefined, undefined]);
});

test('stored files open as files', () => {
  const letters = documentLetters({ ...none, documents: [file('delivery_note', 'LS-1'), file('INVOICE', 'RE-1')] });
  expect(letters.slice(1, 3)).toMatchObject([
    { number: 'LS-1', href: '/documents/LS-1', inApp: false },
    { number: 'RE-1', href: '/documents/RE-1', inApp: false },
  ]);
});

test('a payment leads to the money of the order; a number without a file leads nowhere yet', () => {
  const letters = documentLetters({ ...none, invoiceNumber: 'RE-1', paidAt: '2026-11-24T10:00:00Z' });
  expect(letters[2]!.href).toBeUndefined();
  expect(letters[3]).toMatchObject({ href: '/orders/A-1#money', inApp: true });
});
