import type { AddressInput, CorrectLineInput, ResumeOrderInput } from '../gql/graphql.ts';

export type EditableAddress = Required<{ [key in keyof AddressInput]: string }>;
type KnownAddress = { [key in keyof AddressInput]?: string | null };
type Line = { id: string; sku: string };

export const FIELDS = ['name', 'company', 'street', 'addition', 'postcode', 'city', 'country'] as const;

/** An address for the form: absent parts are empty fields. */
export const editableAddress = (address: KnownAddress): EditableAddress =>
  Object.fromEntries(FIELDS.map((field) => [field, address[field] ?? ''])) as EditableAddress;

const sameFields = (a: EditableAddress, b: EditableAddress) =>
  FIELDS.every((field) => a[field].trim() === b[field].trim());

/** Do both say the same, whatever is left out? */
export const sameAddress = (a: KnownAddress, b: KnownAddress) => sameFields(editableAddress(a), editableAddress(b));

function addressInput(address: EditableAddress): AddressInput {
  const trimmed = Object.fromEntries(FIELDS.map((field) => [field, address[field].trim()])) as EditableAddress;
  return { ...trimmed, company: trimmed.company || null, addition: trimmed.addition || null };
}

/** Only what was really changed goes to the server. */
export function correctionOf(
  before: { shippingAddress: KnownAddress; lines: Line[] },
  address: EditableAddress,
  skus: Record<string, string>,
  note: string,
): Omit<ResumeOrderInput, 'orderId' | 'expectedRev'> {
  const lines: CorrectLineInput[] = before.lines
    .filter(({ id, sku }) => skus[id]?.trim() && skus[id].trim() !== sku)
    .map(({ id }) => ({ lineId: id, sku: skus[id]!.trim() }));
  return {
    ...(sameFields(editableAddress(before.shippingAddress), address) ? {} : { shippingAddress: addressInput(address) }),
    ...(lines.length ? { lines } : {}),
    ...(note.trim() ? { note: note.trim() } : {}),
  };
}
