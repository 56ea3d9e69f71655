import { exportFormats } from '@kontor/domain/accounting/export.entity';
import { Field, Float, GraphQLISODateTime, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Json, PageInfoType } from '../scalars.ts';

export const ExportFormatEnum = Object.fromEntries(exportFormats.map((format) => [format, format])) as {
  [F in (typeof exportFormats)[number]]: F;
};
registerEnumType(ExportFormatEnum, {
  name: 'ExportFormat',
  description: 'datev: EXTF batches and debtors; csv: the ledger as it is.',
});

@InputType()
export class ExportRangeInput {
  @Field(() => ExportFormatEnum) format!: (typeof exportFormats)[number];
  @Field(() => String, { description: 'First business day, YYYY-MM-DD.' }) from!: string;
  @Field(() => String, { description: 'Last business day, included.' }) to!: string;
}

@ObjectType('ExportPreview', { description: 'What an export would hold: what this format has not got yet.' })
export class ExportPreviewType {
  @Field(() => String, { description: 'YYYY-MM' }) month!: string;
  @Field(() => String) currency!: string;
  @Field(() => Int) entries!: number;
  @Field(() => Float, { description: 'Minor units.' }) sumCents!: number;
}

@ObjectType('AccountingFile')
export class AccountingFileType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => Int, { description: 'Bytes.' }) size!: number;
  @Field(() => String) sha256!: string;
  @Field(() => Int) entries!: number;
}

@ObjectType('AccountingExport', { description: 'Ledger entries handed to accounting, once per format.' })
export class AccountingExportType {
  @Field(() => ID) id!: string;
  @Field(() => ExportFormatEnum) format!: string;
  @Field(() => String) startsOn!: string;
  @Field(() => String) endsOn!: string;
  @Field(() => Int) entries!: number;
  @Field(() => Float, { description: 'Minor units.' }) sumCents!: number;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
}

@ObjectType('AccountingExportEdge')
export class AccountingExportEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => AccountingExportType) node!: AccountingExportType;
}

@ObjectType('AccountingExportConnection')
export class AccountingExportConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [AccountingExportEdgeType]) edges!: AccountingExportEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('AccountingSettings', { description: 'How the ledger becomes bookings of the accounting system.' })
export class AccountingSettingsType {
  @Field(() => String, { description: 'SKR03 or SKR04.' }) plan!: string;
  @Field(() => Json, {
    description:
      'Numbers that replace the plan’s, by ledger account, revenue:<treatment>:<permille> or debtor:<channel>.',
  })
  numbers!: unknown;
  @Field(() => Int) consultant!: number;
  @Field(() => Int) client!: number;
  @Field(() => String, { description: 'MM-DD' }) fiscalYearStart!: string;
  @Field(() => Int) accountLength!: number;
  @Field(() => String, { description: 'collective or single.' }) debtors!: string;
  @Field(() => Boolean, { description: 'Exported periods are final (Festschreibung).' }) fixed!: boolean;
  @Field(() => Json, { description: 'Units of a currency for one euro: { "2026-11 GBP": "0.8412" }.' })
  exchangeRates!: unknown;
  @Field(() => Int) writeOffCents!: number;
  @Field(() => Int) roundingCentsPerUnit!: number;
  @Field(() => Int, { description: 'A difference up to this is written off by itself; 0: never.' })
  autoWriteOffCents!: number;
  @Field(() => Int, { description: 'After so many days without a change.' }) autoWriteOffDays!: number;
  @Field(() => Int) unsettledAfterDays!: number;
  @Field(() => String, { nullable: true }) lockedUntil?: string | null;
}

@InputType({ description: 'What is left out stays as it is.' })
export class AccountingSettingsInput {
  @Field(() => String, { nullable: true }) plan?: string;
  @Field(() => Json, { nullable: true }) numbers?: unknown;
  @Field(() => Int, { nullable: true }) consultant?: number;
  @Field(() => Int, { nullable: true }) client?: number;
  @Field(() => String, { nullable: true }) fiscalYearStart?: string;
  @Field(() => Int, { nullable: true }) accountLength?: number;
  @Field(() => String, { nullable: true }) debtors?: string;
  @Field(() => Boolean, { nullable: true }) fixed?: boolean;
  @Field(() => Json, { nullable: true }) exchangeRates?: unknown;
  @Field(() => Int, { nullable: true }) writeOffCents?: number;
  @Field(() => Int, { nullable: true }) roundingCentsPerUnit?: number;
  @Field(() => Int, { nullable: true }) autoWriteOffCents?: number;
  @Field(() => Int, { nullable: true }) autoWriteOffDays?: number;
  @Field(() => Int, { nullable: true }) unsettledAfterDays?: number;
}
