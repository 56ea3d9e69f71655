import { ConnectorError } from '@kontor/domain/kernel/connector-error';

/** A token that Amazon has given before would lead round in a circle (selling-partner-api-models#2576). */
export const repeatsPage = (): ConnectorError => new ConnectorError('Amazon repeats a page', { retryable: true });

/** Every page of a list whose next token must be sent alone. */
export async function allPages<Page extends { nextToken?: string | null | undefined }>(
  first: Record<string, string>,
  ask: (query: Record<string, string>) => Promise<Page>,
): Promise<Page[]> {
  const pages: Page[] = [];
  const seen = new Set<string>();
  for (let query = first; ;) {
    const page = await ask(query);
    pages.push(page);
    const { nextToken } = page;
    if (!nextToken) return pages;
    if (seen.has(nextToken)) throw repeatsPage();
    seen.add(nextToken);
    query = { nextToken };
  }
}
