import { reactive, ref, shallowRef, watch } from 'vue';
import { ask } from '../api/ask.ts';
import { useActs } from '../api/useActs.ts';
import { listClient } from '../api/client.ts';
import { usePages } from '../documents/usePages.ts';
import { graphql } from '../gql';
import type { AccountingFilesQuery, ExportFormat, ExportPreviewQuery } from '../gql/graphql.ts';

const ExportPreview = graphql(`
  query ExportPreview($range: ExportRangeInput!) {
    exportPreview(range: $range) {
      month
      currency
      entries
      sumCents
    }
  }
`);

const AccountingExports = graphql(`
  query AccountingExports($after: String) {
    accountingExports(first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          format
          startsOn
          endsOn
          entries
          createdAt
        }
      }
    }
  }
`);

const AccountingFiles = graphql(`
  query AccountingFiles($id: ID!) {
    accountingFiles(exportId: $id) {
      id
      name
      size
      sha256
      path
    }
  }
`);

const CreateExport = graphql(`
  mutation CreateExport($range: ExportRangeInput!) {
    createExport(range: $range) {
      id
    }
  }
`);

const RepeatFile = graphql(`
  mutation RepeatFile($id: ID!) {
    repeatFile(fileId: $id)
  }
`);

export type ExportFile = AccountingFilesQuery['accountingFiles'][number];

const isoDay = (day: Date) => day.toISOString().slice(0, 10);

/** From the first day of last month to today. */
function usualRange() {
  const today = new Date();
  return { from: isoDay(new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1, 1))), to: isoDay(today) };
}

/** What accounting has not got yet, and what it got. */
export function useExports() {
  const range = reactive({ format: 'datev' as ExportFormat, ...usualRange() });
  const preview = shallowRef<ExportPreviewQuery['exportPreview']>();
  const files = ref<Record<string, ExportFile[]>>({});
  const repeated = ref<Record<string, boolean>>({});
  const acts = useActs();
  const readPreview = async () =>
    (preview.value = (await ask(ExportPreview, { range: { ...range } })).data?.exportPreview);
  watch(range, () => void readPreview(), { immediate: true });
  const pages = usePages(async (after) => {
    const { data, error } = await listClient.query(AccountingExports, { after }).toPromise();
    return { data: data?.accountingExports, error };
  });
  watch(pages.rows, async (rows) => {
    for (const { id } of rows.filter((one) => !files.value[one.id])) {
      const { data } = await ask(AccountingFiles, { id });
      if (data) files.value[id] = data.accountingFiles;
    }
  });

  async function create() {
    await acts.act('create', CreateExport, { range: { ...range } });
    await Promise.all([readPreview(), pages.reload()]);
  }
  async function repeat(fileId: string) {
    const data = await acts.act(fileId, RepeatFile, { id: fileId });
    if (data) repeated.value[fileId] = data.repeatFile;
  }
  return { range, preview, files, repeated, pages, acts, create, repeat };
}
