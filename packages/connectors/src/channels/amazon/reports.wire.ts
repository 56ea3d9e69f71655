import { z } from 'zod';
import { instant } from './amazon.wire.ts';

// What we read of Amazon's Reports API 2021-06-30.

const text = z.string().nullish();

const amazonReport = z.object({
  reportId: z.string(),
  createdTime: instant,
  processingStatus: z.string(),
  reportDocumentId: text,
});
export type AmazonReport = z.output<typeof amazonReport>;

export const amazonReportPage = z.object({ reports: z.array(amazonReport), nextToken: text });
export const amazonReportAnswer = amazonReport;
export const amazonReportDocument = z.object({ url: z.url(), compressionAlgorithm: text });
export const amazonReportCreated = z.object({ reportId: z.string().min(1) });
