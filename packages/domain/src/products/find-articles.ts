import type { EntityManager } from '@mikro-orm/postgresql';
import { sqlArray } from '../kernel/batch.ts';
import type { VatClass } from '../vat/vat-rates.ts';

/** An article that can be added to an order; minor units, free: on hand less promised. */
export interface Article {
  sku: string;
  title: string;
  priceCents: number | null;
  vatClass: VatClass;
  vatAbroad: Record<string, number> | null;
  free: number;
}

const candidates = 200;

/** Articles whose number begins with a text or whose name contains each of its words. */
export const searchArticles = (em: EntityManager, text: string, limit: number): Promise<Article[]> =>
  select(
    em,
    `sku ilike ? or not exists (select 1 from unnest(?::text[]) w where title not ilike '%' || w || '%')`,
    [`${literal(text.trim())}%`, sqlArray(text.trim().split(/\s+/).map(literal))],
    limit,
  );

/** Articles that a remark may mean, the likeliest first (F13: the proposed action). */
export async function proposeArticles(em: EntityManager, remark: string, limit: number): Promise<Article[]> {
  const words = wordsOf(remark);
  if (!words.length) return [];
  const parts = sqlArray(words.map((word) => `%${literal(word)}%`));
  const found = await select(em, `title ilike any(?::text[])`, [parts], candidates);
  return rankArticles(remark, found).slice(0, limit);
}

/** Sorts articles by how much of their name a text says; without a common word an article is left out. Pure. */
export function rankArticles<Named extends { title: string; sku: string }>(text: string, articles: Named[]): Named[] {
  const said = wordsOf(text);
  const score = ({ title }: Named): number => {
    const name = wordsOf(title);
    const hits = said.filter((word) => name.some((part) => part.includes(word) || word.includes(part)));
    return hits.reduce((sum, word) => sum + word.length, 0) / (1 + name.length / 10);
  };
  return articles
    .map((article) => ({ article, points: score(article) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points || (a.article.sku < b.article.sku ? -1 : 1))
    .map(({ article }) => article);
}

const empty = new Set([
  'bitte',
  'noch',
  'dazu',
  'eine',
  'einen',
  'gern',
  'gerne',
  'können',
  'sie',
  'den',
  'der',
  'die',
  'das',
  'und',
  'ich',
  'mit',
  'als',
  'für',
  'please',
  'the',
  'and',
  'add',
  'one',
  'more',
  'with',
  'artikel',
]);

/** Words that can name a thing: letters and digits, three and more, "USB-C" as its parts too. */
const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}-]+/u)
      .flatMap((word) => [word, ...word.split('-')])
      .filter((word) => word.length >= 3 && !empty.has(word)),
  ),
];

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const select = (em: EntityManager, where: string, params: unknown[], limit: number): Promise<Article[]> =>
  em.execute(
    `select p.sku, p.title, p.price_cents as "priceCents", p.vat_class as "vatClass", p.vat_abroad as "vatAbroad",
            (coalesce((select sum(on_hand) from stock s where s.sku = p.sku), 0)
             - coalesce((select sum(quantity) from reservation r where r.sku = p.sku), 0))::int as free
       from product p where ${where} order by p.title, p.sku limit ${Number(limit)}`,
    params,
  ) as Promise<Article[]>;
