import { expect, test } from 'vitest';
import { nextPartNotes } from './part-notes.ts';

test('parts are counted on from whatever the order’s shipments had, also those that were taken back', () => {
  expect(nextPartNotes('LS-1', [], 2)).toEqual(['LS-1.1', 'LS-1.2']);
  expect(nextPartNotes('LS-1', ['LS-1', null, 'LS-1.1', 'LS-1.10'], 1)).toEqual(['LS-1.11']);
});

test('another edition of the order’s note counts anew, and a longer number is not mistaken for it', () => {
  expect(nextPartNotes('LS-1-2', ['LS-1.1', 'LS-1.2'], 1)).toEqual(['LS-1-2.1']);
  expect(nextPartNotes('LS-1', ['LS-11.7', 'LS-1-2.5'], 1)).toEqual(['LS-1.1']);
});
