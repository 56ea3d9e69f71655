import { loadCompany } from '@kontor/domain/company/seller';
import { businessDay } from '@kontor/domain/kernel/business-day';
import type { Context } from '@kontor/domain/kernel/transact';
import type { Product } from '@kontor/domain/products/product.entity';
import { rateOf } from '@kontor/domain/vat/vat-rates';

/** VAT per mille of an article today, at home or where it goes; null when the table of rates does not tell. */
export async function rateOfArticle(
  ctx: Context,
  { vatClass, vatAbroad }: Pick<Product, 'vatClass' | 'vatAbroad'>,
  country?: string,
): Promise<number | null> {
  const { country: home, timeZone } = await loadCompany(ctx);
  return rateOf({ vatClass, vatAbroad: vatAbroad ?? {} }, country ?? home, businessDay(ctx.now(), timeZone), home);
}
