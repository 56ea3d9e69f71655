import { createExport, isRepeatable } from '@kontor/domain/accounting/create-export';
import { AccountingExport, AccountingFile } from '@kontor/domain/accounting/export.entity';
import { previewExport } from '@kontor/domain/accounting/exported-entries';
import { setAccounting } from '@kontor/domain/accounting/set-accounting';
import { loadAccountingSettings } from '@kontor/domain/ledger/accounting-settings';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAccount } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import {
  AccountingExportConnectionType,
  AccountingExportType,
  AccountingFileType,
  AccountingSettingsInput,
  AccountingSettingsType,
  ExportPreviewType,
  ExportRangeInput,
} from './export.type.ts';

@Resolver(() => AccountingFileType)
export class ExportResolver {
  @Query(() => AccountingExportConnectionType, { description: 'Exports, newest first.' })
  accountingExports(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<AccountingExportConnectionType> {
    mayAccount(caller);
    return newestFirst(ctx.em, AccountingExport, 'createdAt', {}, { first, after });
  }

  @Query(() => [AccountingFileType], { description: 'Files of an export.' })
  accountingFiles(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('exportId', () => ID) exportId: string,
  ): Promise<AccountingFileType[]> {
    mayAccount(caller);
    return ctx.em.find(AccountingFile, { exportId }, { orderBy: { name: 'asc' } });
  }

  @Query(() => [ExportPreviewType], { description: 'What an export would hold, by month and currency.' })
  exportPreview(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('range', () => ExportRangeInput) range: ExportRangeInput,
  ): Promise<ExportPreviewType[]> {
    mayAccount(caller);
    return previewExport(ctx.em, range);
  }

  @Query(() => AccountingSettingsType)
  accountingSettings(@Ctx() { ctx, caller }: ApiContext): Promise<AccountingSettingsType> {
    mayAccount(caller);
    return loadAccountingSettings(ctx);
  }

  @Mutation(() => AccountingExportType, {
    description:
      'Writes what this format has not got yet; rejected with nothing_to_export, or period_not_over when it would be final.',
  })
  createExport(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('range', () => ExportRangeInput) range: ExportRangeInput,
  ): Promise<AccountingExportType> {
    mayAccount(caller);
    return createExport(ctx, range);
  }

  @Mutation(() => Boolean, { description: 'Writes a file again from the ledger; true: every byte is the same.' })
  repeatFile(@Ctx() { ctx, caller }: ApiContext, @Arg('fileId', () => ID) fileId: string): Promise<boolean> {
    mayAccount(caller);
    return isRepeatable(ctx, fileId);
  }

  @Mutation(() => AccountingSettingsType)
  setAccounting(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => AccountingSettingsInput) input: AccountingSettingsInput,
  ): Promise<AccountingSettingsType> {
    mayAccount(caller);
    return setAccounting(ctx, input);
  }

  @FieldResolver(() => String, { description: 'Path to fetch it: GET, session cookie or token.' })
  path(@Root() { id }: AccountingFileType): string {
    return `/exports/files/${id}`;
  }
}
