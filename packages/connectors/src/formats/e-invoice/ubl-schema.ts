/**
 * The part of UBL 2.1 that we write, in the sequence of the OASIS schema. No package of npm or Debian brings that schema; ours is
 * narrower: what EN 16931 wants once must stand there once, and nothing may be empty (PEPPOL-EN16931-R008).
 */
const head = 'CustomizationID ProfileID ID IssueDate';
const parties = 'AccountingSupplierParty AccountingCustomerParty Delivery? PaymentMeans+ PaymentTerms?';
const rest = `DocumentCurrencyCode BuyerReference OrderReference? BillingReference* ${parties} TaxTotal LegalMonetaryTotal`;
const address = 'StreetName? AdditionalStreetName? CityName? PostalZone? Country';
const category = 'ID Percent TaxExemptionReasonCode? TaxExemptionReason? TaxScheme';
const line = 'LineExtensionAmount Item Price';

const documents = {
  Invoice: `${head} InvoiceTypeCode Note* ${rest} InvoiceLine+`,
  CreditNote: `${head} CreditNoteTypeCode Note* ${rest} CreditNoteLine+`,
};

const aggregates: Record<string, string> = {
  OrderReference: 'ID SalesOrderID?',
  BillingReference: 'InvoiceDocumentReference',
  InvoiceDocumentReference: 'ID IssueDate?',
  AccountingSupplierParty: 'Party',
  AccountingCustomerParty: 'Party',
  Party: 'EndpointID PartyIdentification* PostalAddress PartyTaxScheme* PartyLegalEntity Contact?',
  PartyIdentification: 'ID',
  PostalAddress: address,
  Address: address,
  Country: 'IdentificationCode',
  PartyTaxScheme: 'CompanyID TaxScheme',
  TaxScheme: 'ID',
  PartyLegalEntity: 'RegistrationName CompanyID?',
  Contact: 'Name? Telephone? ElectronicMail?',
  Delivery: 'ActualDeliveryDate DeliveryLocation',
  DeliveryLocation: 'Address',
  PaymentMeans: 'PaymentMeansCode PaymentID? PayeeFinancialAccount?',
  PayeeFinancialAccount: 'ID',
  PaymentTerms: 'Note',
  TaxTotal: 'TaxAmount TaxSubtotal+',
  TaxSubtotal: 'TaxableAmount TaxAmount TaxCategory',
  TaxCategory: category,
  ClassifiedTaxCategory: category,
  LegalMonetaryTotal: 'LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount PrepaidAmount? PayableAmount',
  InvoiceLine: `ID InvoicedQuantity ${line}`,
  CreditNoteLine: `ID CreditedQuantity ${line}`,
  Item: 'Name SellersItemIdentification? ClassifiedTaxCategory',
  SellersItemIdentification: 'ID',
  Price: 'PriceAmount BaseQuantity?',
};

const namespace = (name: string): string => `urn:oasis:names:specification:ubl:schema:xsd:${name}-2`;
const [cac, cbc] = [namespace('CommonAggregateComponents'), namespace('CommonBasicComponents')];
const file = (uri: string): string => `${uri.split(':').at(-1)}.xsd`;

const occurs: Record<string, string> = {
  '?': ' minOccurs="0"',
  '*': ' minOccurs="0" maxOccurs="unbounded"',
  '+': ' maxOccurs="unbounded"',
};

/** 'TaxTotal+' → a reference to that element, at least once. */
function reference(part: string): string {
  const [, name, often] = /^(\w+)([?*+]?)$/.exec(part)!;
  return `<xs:element ref="${name! in aggregates ? 'cac' : 'cbc'}:${name}"${occurs[often!] ?? ''}/>`;
}

const complex = (name: string, content: string): string =>
  `<xs:element name="${name}"><xs:complexType><xs:sequence>${content
    .split(' ')
    .map(reference)
    .join('')}</xs:sequence></xs:complexType></xs:element>`;

const imports = (uris: string[]): string =>
  uris.map((uri) => `<xs:import namespace="${uri}" schemaLocation="${file(uri)}"/>`).join('');

const schema = (target: string, imported: string[], content: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${target}" xmlns:cac="${cac}" xmlns:cbc="${cbc}"
     targetNamespace="${target}" elementFormDefault="qualified">${imports(imported)}${content}</xs:schema>`;

/** What stands in an element that has no children, by the end of its name. */
function typeOf(name: string): string {
  if (name.endsWith('Amount')) return 'amount';
  if (name.endsWith('Quantity')) return 'quantity';
  if (name.endsWith('Date')) return 'xs:date';
  return name === 'Percent' ? 'xs:decimal' : 'words';
}

const extended = (name: string, base: string, attributes: string): string =>
  `<xs:complexType name="${name}"><xs:simpleContent><xs:extension base="${base}">${attributes}</xs:extension></xs:simpleContent></xs:complexType>`;
const attribute = (name: string, use: 'required' | 'optional'): string =>
  `<xs:attribute name="${name}" type="filled" use="${use}"/>`;

const types = [
  '<xs:simpleType name="filled"><xs:restriction base="xs:string"><xs:pattern value="[\\s\\S]*\\S[\\s\\S]*"/></xs:restriction></xs:simpleType>',
  '<xs:simpleType name="cents"><xs:restriction base="xs:decimal"><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>',
  extended('amount', 'cents', attribute('currencyID', 'required')),
  extended('quantity', 'xs:decimal', attribute('unitCode', 'required')),
  extended('words', 'filled', attribute('schemeID', 'optional') + attribute('name', 'optional')),
].join('');

/** The schema documents by file name: the two kinds of document, and what both consist of. */
export function ublSchemas(): Record<string, string> {
  const outlines = [...Object.values(documents), ...Object.values(aggregates)];
  const leaves = new Set(
    outlines
      .flatMap((content) => content.split(' '))
      .map((part) => part.replace(/[?*+]$/, ''))
      .filter((name) => !(name in aggregates)),
  );
  const basic = [...leaves].map((name) => `<xs:element name="${name}" type="${typeOf(name)}"/>`).join('');
  const built = Object.entries(aggregates).map(([name, content]) => complex(name, content));
  const roots = Object.entries(documents).map(([name, content]) => {
    const target = namespace(name);
    return [`${name}-2.xsd`, schema(target, [cac, cbc], complex(name, content))] as const;
  });
  return {
    [file(cbc)]: schema(cbc, [], types + basic),
    [file(cac)]: schema(cac, [cbc], built.join('')),
    ...Object.fromEntries(roots),
  };
}
