import { XmlDocument, type XmlNode } from 'libxml2-wasm';

const namespaces = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
};

/** Terms below one element, by the path that leads there from it. */
const below = (base: string, paths: Record<string, string>): [string, string][] =>
  Object.entries(paths).map(([term, path]) => [term, `${base}/${path}`]);

const ubl = Object.fromEntries([
  ...below('.', {
    'BT-1': 'cbc:ID', 'BT-2': 'cbc:IssueDate', 'BT-3': '*[self::cbc:InvoiceTypeCode or self::cbc:CreditNoteTypeCode]',
    'BT-5': 'cbc:DocumentCurrencyCode', 'BT-10': 'cbc:BuyerReference', 'BT-20': 'cac:PaymentTerms/cbc:Note', 'BT-23': 'cbc:ProfileID',
    'BT-24': 'cbc:CustomizationID', 'BT-25': 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID',
    'BT-72': 'cac:Delivery/cbc:ActualDeliveryDate', 'BT-81': 'cac:PaymentMeans/cbc:PaymentMeansCode',
    'BT-84': 'cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID', 'BT-110': 'cac:TaxTotal/cbc:TaxAmount',
  }),
  ...below('cac:AccountingSupplierParty/cac:Party', {
    'BT-27': 'cac:PartyLegalEntity/cbc:RegistrationName', 'BT-30': 'cac:PartyLegalEntity/cbc:CompanyID',
    'BT-31': "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID", 'BT-32': "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID!='VAT']/cbc:CompanyID",
    'BT-34': 'cbc:EndpointID[@schemeID]', 'BT-37': 'cac:PostalAddress/cbc:CityName', 'BT-38': 'cac:PostalAddress/cbc:PostalZone',
    'BT-40': 'cac:PostalAddress/cac:Country/cbc:IdentificationCode', 'BT-41': 'cac:Contact/cbc:Name',
    'BT-42': 'cac:Contact/cbc:Telephone', 'BT-43': 'cac:Contact/cbc:ElectronicMail',
  }),
  ...below('cac:AccountingCustomerParty/cac:Party', {
    'BT-44': 'cac:PartyLegalEntity/cbc:RegistrationName', 'BT-48': "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID",
    'BT-49': 'cbc:EndpointID[@schemeID]', 'BT-52': 'cac:PostalAddress/cbc:CityName', 'BT-53': 'cac:PostalAddress/cbc:PostalZone',
    'BT-55': 'cac:PostalAddress/cac:Country/cbc:IdentificationCode',
  }),
  ...below('cac:Delivery/cac:DeliveryLocation/cac:Address', {
    'BT-77': 'cbc:CityName', 'BT-78': 'cbc:PostalZone', 'BT-80': 'cac:Country/cbc:IdentificationCode',
  }),
  ...below('cac:LegalMonetaryTotal', {
    'BT-106': 'cbc:LineExtensionAmount', 'BT-109': 'cbc:TaxExclusiveAmount', 'BT-112': 'cbc:TaxInclusiveAmount',
    'BT-113': 'cbc:PrepaidAmount', 'BT-115': 'cbc:PayableAmount',
  }),
  ...below('cac:TaxTotal/cac:TaxSubtotal', {
    'BT-116': 'cbc:TaxableAmount', 'BT-117': 'cbc:TaxAmount', 'BT-118': 'cac:TaxCategory/cbc:ID', 'BT-119': 'cac:TaxCategory/cbc:Percent',
    'BT-120': 'cac:TaxCategory/cbc:TaxExemptionReason',
  }),
  ...below('*[self::cac:InvoiceLine or self::cac:CreditNoteLine]', {
    'BT-126': 'cbc:ID', 'BT-129': '*[self::cbc:InvoicedQuantity or self::cbc:CreditedQuantity]', 'BT-131': 'cbc:LineExtensionAmount',
    'BT-146': 'cac:Price/cbc:PriceAmount', 'BT-149': 'cac:Price/cbc:BaseQuantity', 'BT-151': 'cac:Item/cac:ClassifiedTaxCategory/cbc:ID',
    'BT-152': 'cac:Item/cac:ClassifiedTaxCategory/cbc:Percent', 'BT-153': 'cac:Item/cbc:Name',
  }),
]); // prettier-ignore

const trade = 'rsm:SupplyChainTradeTransaction';
const agreed = `${trade}/ram:ApplicableHeaderTradeAgreement`;
const delivered = `${trade}/ram:ApplicableHeaderTradeDelivery`;
const settled = `${trade}/ram:ApplicableHeaderTradeSettlement`;

const cii = Object.fromEntries([
  ...below('rsm:ExchangedDocument', { 'BT-1': 'ram:ID', 'BT-2': 'ram:IssueDateTime/udt:DateTimeString', 'BT-3': 'ram:TypeCode' }),
  ...below('rsm:ExchangedDocumentContext', {
    'BT-23': 'ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID', 'BT-24': 'ram:GuidelineSpecifiedDocumentContextParameter/ram:ID',
  }),
  ...below(agreed, { 'BT-10': 'ram:BuyerReference' }),
  ...below(`${agreed}/ram:SellerTradeParty`, {
    'BT-27': 'ram:Name', 'BT-30': 'ram:SpecifiedLegalOrganization/ram:ID', 'BT-31': "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']",
    'BT-32': "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='FC']", 'BT-34': 'ram:URIUniversalCommunication/ram:URIID[@schemeID]',
    'BT-37': 'ram:PostalTradeAddress/ram:CityName', 'BT-38': 'ram:PostalTradeAddress/ram:PostcodeCode',
    'BT-40': 'ram:PostalTradeAddress/ram:CountryID', 'BT-41': 'ram:DefinedTradeContact/ram:PersonName',
    'BT-42': 'ram:DefinedTradeContact/ram:TelephoneUniversalCommunication/ram:CompleteNumber',
    'BT-43': 'ram:DefinedTradeContact/ram:EmailURIUniversalCommunication/ram:URIID',
  }),
  ...below(`${agreed}/ram:BuyerTradeParty`, {
    'BT-44': 'ram:Name', 'BT-48': "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']", 'BT-49': 'ram:URIUniversalCommunication/ram:URIID[@schemeID]',
    'BT-52': 'ram:PostalTradeAddress/ram:CityName', 'BT-53': 'ram:PostalTradeAddress/ram:PostcodeCode', 'BT-55': 'ram:PostalTradeAddress/ram:CountryID',
  }),
  ...below(delivered, { 'BT-72': 'ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString' }),
  ...below(`${delivered}/ram:ShipToTradeParty/ram:PostalTradeAddress`, { 'BT-77': 'ram:CityName', 'BT-78': 'ram:PostcodeCode', 'BT-80': 'ram:CountryID' }),
  ...below(settled, {
    'BT-5': 'ram:InvoiceCurrencyCode', 'BT-20': 'ram:SpecifiedTradePaymentTerms/ram:Description', 'BT-25': 'ram:InvoiceReferencedDocument/ram:IssuerAssignedID',
    'BT-81': 'ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode',
    'BT-84': 'ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount/*[self::ram:IBANID or self::ram:ProprietaryID]',
  }),
  ...below(`${settled}/ram:ApplicableTradeTax`, {
    'BT-116': 'ram:BasisAmount', 'BT-117': 'ram:CalculatedAmount', 'BT-118': 'ram:CategoryCode', 'BT-119': 'ram:RateApplicablePercent',
    'BT-120': 'ram:ExemptionReason',
  }),
  ...below(`${settled}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`, {
    'BT-106': 'ram:LineTotalAmount', 'BT-109': 'ram:TaxBasisTotalAmount', 'BT-110': 'ram:TaxTotalAmount', 'BT-112': 'ram:GrandTotalAmount',
    'BT-113': 'ram:TotalPrepaidAmount', 'BT-115': 'ram:DuePayableAmount',
  }),
  ...below(`${trade}/ram:IncludedSupplyChainTradeLineItem`, {
    'BT-126': 'ram:AssociatedDocumentLineDocument/ram:LineID', 'BT-129': 'ram:SpecifiedLineTradeDelivery/ram:BilledQuantity',
    'BT-131': 'ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount',
    'BT-146': 'ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount',
    'BT-149': 'ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:BasisQuantity',
    'BT-151': 'ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode',
    'BT-152': 'ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:RateApplicablePercent', 'BT-153': 'ram:SpecifiedTradeProduct/ram:Name',
  }),
]); // prettier-ignore

/** The business terms of EN 16931 that an XML carries (BT-1 …), each with all its values; blank ones are left out. */
export type Terms = (term: string) => string[];

/** Reads an XML back by the terms of EN 16931, whichever of the two syntaxes it has. Throws when it is no XML. */
export function readTerms(xml: string): Terms {
  const document = XmlDocument.fromString(xml);
  try {
    const paths: Record<string, string> = document.root.name === 'CrossIndustryInvoice' ? cii : ubl;
    const found = Object.entries(paths).map(
      ([term, path]) => [term, textsOf(document.find(path, namespaces))] as const,
    );
    const values = new Map(found);
    return (term) => values.get(term) ?? [];
  } finally {
    document.dispose();
  }
}

const textsOf = (nodes: XmlNode[]): string[] => nodes.map(({ content }) => content.trim()).filter(Boolean);
