import type { Invoice } from '@e-invoice-eu/core';
import type { InvoiceData, InvoiceLine, VatTotal } from '@kontor/domain/documents/document-data';
import { documentTexts, vatNote } from '@kontor/domain/documents/document-texts';
import { type VatCategory, vatCategory } from '@kontor/domain/documents/vat-category';
import type { Address } from '@kontor/domain/kernel/address';
import { formatMinorUnits } from '@kontor/domain/kernel/money';

type Ubl = Invoice['ubl:Invoice'];

/** Exemption codes of the VATEX list by category; § 19 UStG and the deemed supplier have none. */
const exemptionCodes: Partial<Record<VatCategory, string>> = { K: 'VATEX-EU-IC', G: 'VATEX-EU-G' };

const vatScheme = { 'cac:TaxScheme': { 'cbc:ID': 'VAT' } };

/**
 * An invoice or credit note in the semantic model of EN 16931, in the UBL-shaped form that @e-invoice-eu/core reads. Line prices
 * carry the line's quantity as their base, so that quantity × price is the line's net to the cent.
 */
export function toUbl(data: InvoiceData): Invoice {
  const { corrects, currency } = data;
  return {
    'ubl:Invoice': {
      'cbc:ID': data.number,
      'cbc:IssueDate': data.issuedOn,
      'cbc:InvoiceTypeCode': corrects ? '381' : '380',
      ...(notes(data).length ? { 'cbc:Note': notes(data) } : {}),
      'cbc:DocumentCurrencyCode': currency,
      'cbc:BuyerReference': data.channelOrderId,
      'cac:OrderReference': { 'cbc:ID': data.channelOrderId, 'cbc:SalesOrderID': data.order },
      ...(corrects ? { 'cac:BillingReference': [reference(corrects)] } : {}),
      'cac:AccountingSupplierParty': seller(data),
      'cac:AccountingCustomerParty': buyer(data),
      'cac:Delivery': {
        'cbc:ActualDeliveryDate': data.suppliedOn,
        'cac:DeliveryLocation': { 'cac:Address': postal(data.buyer) },
      },
      'cac:PaymentMeans': [payment(data)],
      ...(data.paidBy ? {} : { 'cac:PaymentTerms': { 'cbc:Note': documentTexts[data.language ?? 'de'].paymentTerms } }),
      'cac:TaxTotal': [
        {
          'cbc:TaxAmount': formatMinorUnits(data.vatCents),
          'cbc:TaxAmount@currencyID': currency,
          'cac:TaxSubtotal': data.totals.map((total) => breakdown(data, total)),
        },
      ],
      'cac:LegalMonetaryTotal': sums(data),
      'cac:InvoiceLine': data.lines.map((row, index) => line(data, row, index)) as Ubl['cac:InvoiceLine'],
    } as unknown as Ubl,
  };
}

const reference = ({ invoice, issuedOn }: { invoice: string; issuedOn: string }) => ({
  'cac:InvoiceDocumentReference': { 'cbc:ID': invoice, 'cbc:IssueDate': issuedOn },
});

function notes({ corrects, language = 'de' }: InvoiceData): string[] {
  if (!corrects) return [];
  const say = documentTexts[language];
  return [`${say.reason}: ${say.reasons[corrects.reason]}${corrects.note ? ` – ${corrects.note}` : ''}`];
}

function seller({ seller: of }: InvoiceData): Ubl['cac:AccountingSupplierParty'] {
  const numbers = [
    ...(of.vatId ? [{ 'cbc:CompanyID': withoutBlanks(of.vatId), ...vatScheme }] : []),
    ...(of.taxNumber ? [{ 'cbc:CompanyID': of.taxNumber, 'cac:TaxScheme': { 'cbc:ID': 'FC' } }] : []),
  ];
  return {
    'cac:Party': {
      'cbc:EndpointID': of.email,
      'cbc:EndpointID@schemeID': 'EM',
      'cac:PostalAddress': postal(of),
      'cac:PartyTaxScheme': numbers as never,
      'cac:PartyLegalEntity': {
        'cbc:RegistrationName': of.name,
        // BR-CO-26 wants a VAT id, a seller id or a legal registration: a small business has only its tax number.
        ...(of.register || !of.vatId ? { 'cbc:CompanyID': of.register ?? of.taxNumber! } : {}),
      },
      'cac:Contact': {
        'cbc:Name': of.managingDirector ?? of.name,
        ...(of.phone ? { 'cbc:Telephone': of.phone } : {}),
        'cbc:ElectronicMail': of.email,
      },
    },
  };
}

function buyer({
  buyer: of,
  buyerVatId,
  customerNumber,
  channelOrderId,
}: InvoiceData): Ubl['cac:AccountingCustomerParty'] {
  return {
    'cac:Party': {
      'cbc:EndpointID': `${channelOrderId}@order.invalid`,
      'cbc:EndpointID@schemeID': 'EM',
      ...(customerNumber ? { 'cac:PartyIdentification': { 'cbc:ID': customerNumber } } : {}),
      'cac:PostalAddress': postal(of) as never,
      ...(buyerVatId ? { 'cac:PartyTaxScheme': { 'cbc:CompanyID': buyerVatId, ...vatScheme } } : {}),
      'cac:PartyLegalEntity': { 'cbc:RegistrationName': of.company || of.name },
      ...(of.company ? { 'cac:Contact': { 'cbc:Name': of.name } } : {}),
    },
  };
}

const postal = ({ street, addition, postcode, city, country }: Omit<Address, 'name'>) => ({
  ...(street ? { 'cbc:StreetName': street } : {}),
  ...(addition ? { 'cbc:AdditionalStreetName': addition } : {}),
  ...(city ? { 'cbc:CityName': city } : {}),
  ...(postcode ? { 'cbc:PostalZone': postcode } : {}),
  'cac:Country': { 'cbc:IdentificationCode': country as 'DE' },
});

function payment({ paidBy, seller: of, number }: InvoiceData): Record<string, unknown> {
  if (paidBy) return { 'cbc:PaymentMeansCode': 'ZZZ', 'cbc:PaymentMeansCode@name': paidBy };
  const account = of.iban ? { 'cac:PayeeFinancialAccount': { 'cbc:ID': withoutBlanks(of.iban) } } : {};
  return { 'cbc:PaymentMeansCode': of.iban ? '58' : '1', 'cbc:PaymentID': number, ...account };
}

function breakdown(data: InvoiceData, { vatPermille, netCents, vatCents }: VatTotal) {
  const category = vatCategory(data, vatPermille);
  return {
    'cbc:TaxableAmount': formatMinorUnits(netCents),
    'cbc:TaxableAmount@currencyID': data.currency,
    'cbc:TaxAmount': formatMinorUnits(vatCents),
    'cbc:TaxAmount@currencyID': data.currency,
    'cac:TaxCategory': {
      'cbc:ID': category,
      'cbc:Percent': percent(vatPermille),
      ...exemption(data, category),
      ...vatScheme,
    },
  };
}

function exemption({ vat, language = 'de' }: InvoiceData, category: VatCategory): Record<string, string> {
  if (category === 'S' || category === 'Z') return {};
  const code = exemptionCodes[category];
  return {
    ...(code ? { 'cbc:TaxExemptionReasonCode': code } : {}),
    'cbc:TaxExemptionReason': vatNote(vat, language) ?? '',
  };
}

function sums({ netCents, grossCents, paidBy, currency }: InvoiceData): Ubl['cac:LegalMonetaryTotal'] {
  const prepaid = paidBy ? grossCents : 0;
  const amounts = {
    'cbc:LineExtensionAmount': netCents,
    'cbc:TaxExclusiveAmount': netCents,
    'cbc:TaxInclusiveAmount': grossCents,
    'cbc:PrepaidAmount': prepaid,
    'cbc:PayableAmount': grossCents - prepaid,
  };
  return Object.fromEntries(
    Object.entries(amounts).flatMap(([name, cents]) => [
      [name, formatMinorUnits(cents)],
      [`${name}@currencyID`, currency],
    ]),
  ) as unknown as Ubl['cac:LegalMonetaryTotal'];
}

function line(data: InvoiceData, row: InvoiceLine, index: number) {
  const { title, sku, quantity, netCents, vatPermille } = row;
  return {
    'cbc:ID': String(index + 1),
    'cbc:InvoicedQuantity': String(quantity),
    'cbc:InvoicedQuantity@unitCode': 'H87',
    'cbc:LineExtensionAmount': formatMinorUnits(netCents),
    'cbc:LineExtensionAmount@currencyID': data.currency,
    'cac:Item': {
      'cbc:Name': title,
      ...(sku ? { 'cac:SellersItemIdentification': { 'cbc:ID': sku } } : {}),
      'cac:ClassifiedTaxCategory': {
        'cbc:ID': vatCategory(data, vatPermille),
        'cbc:Percent': percent(vatPermille),
        ...vatScheme,
      },
    },
    'cac:Price': {
      'cbc:PriceAmount': formatMinorUnits(netCents),
      'cbc:PriceAmount@currencyID': data.currency,
      'cbc:BaseQuantity': String(quantity),
      'cbc:BaseQuantity@unitCode': 'H87',
    },
  };
}

const percent = (permille: number): string => String(permille / 10);
const withoutBlanks = (text: string): string => text.replace(/\s/g, '');
