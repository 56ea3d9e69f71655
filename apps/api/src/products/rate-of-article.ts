import { businessDay } from '@kontor/domain/kernel/business-day';
import type { Product } from '@kontor/domain/products/product.entity';
import { rateOf } from '@kontor/domain/vat/vat-rates';
import type { ApiContext } from '../context.ts';

/** VAT per mille of an article today, at home or where it goes; null when the table of rates does not tell. */
export async function rateOfArticle(
  { ctx, loaders }: Pick<ApiContext, 'ctx' | 'loaders'>,
  { vatClass, vatAbroad }: Pick<Product, 'vatClass' | 'vatAbroad'>,
  country?: string,
): Promise<number | null> {
  const { country: home, timeZone } = await loaders.company.load(1);
  return rateOf({ vatClass, vatAbroad: vatAbroad ?? {} }, country ?? home, businessDay(ctx.now(), timeZone), home);
}
