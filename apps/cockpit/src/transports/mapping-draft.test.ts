import { expect, test } from 'vitest';
import { fromDraft, toDraft } from './mapping-draft.ts';

test('a mapping survives being edited', () => {
  const mapping = {
    format: 'csv',
    encoding: 'auto',
    records: '',
    titles: false,
    separator: '|',
    fields: {
      shipment: { at: '1' },
      trackingNumber: { at: '2' },
      parcelService: { at: '3', values: { 'DPD-CL': 'DPD', 'a=b': '' }, otherwise: 'GLS' },
    },
  };
  const back = fromDraft(toDraft(mapping)) as typeof mapping;
  expect(back.fields.parcelService.values).toMatchObject({ 'DPD-CL': 'DPD' });
  expect({ ...back, fields: { ...back.fields, parcelService: undefined } }).toEqual({
    ...mapping,
    fields: { ...mapping.fields, parcelService: undefined },
  });
});
