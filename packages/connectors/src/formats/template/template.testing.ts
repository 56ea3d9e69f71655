import { templateContent, type TemplateContent } from '@kontor/domain/carriers/template-content';
import type { HandOverData } from '@kontor/domain/shipments/hand-over-data';
import type { HandOverSet } from './hand-over-view.ts';
import { sampleSet } from './sample-set.ts';

/** A template with defaults; overwrite what a test is about. */
export const aTemplate = (changes: Partial<TemplateContent>): TemplateContent =>
  templateContent.parse({ format: 'text', body: '{{ key }}', fileName: '{{ key }}.txt', ...changes });

/** A hand-over of these shipments. */
export const aSet = (...shipments: HandOverData[]): HandOverSet => ({
  ...sampleSet({ collective: shipments.length > 1, key: shipments[0]!.shipment }),
  shipments,
});
