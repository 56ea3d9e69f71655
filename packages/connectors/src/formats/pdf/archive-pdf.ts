import { createHash } from 'node:crypto';
import {
  AFRelationship,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
} from '@cantoo/pdf-lib';
import { srgbProfile } from './srgb-profile.ts';
import { type PdfFacts, xmpOf } from './xmp.ts';

const profile = srgbProfile();

/**
 * Makes Chromium's tagged PDF a PDF/A-3a and embeds the structured invoice as Factur-X wants it. Equal input gives
 * equal bytes: dates and file id come from the document itself.
 */
export async function archivePdf(
  pdf: Uint8Array,
  facts: Omit<PdfFacts, 'eInvoice'>,
  xml: string | null = null,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  if (xml !== null) await embed(document, xml, facts);
  describe(document, { ...facts, eInvoice: xml === null ? null : 'factur-x.xml' });
  const id = PDFHexString.of(
    createHash('sha256')
      .update(`${facts.title}\n${xml ?? ''}`)
      .digest('hex')
      .slice(0, 32),
  );
  document.context.trailerInfo.ID = document.context.obj([id, id]);
  nameColours(document);
  showLinksInPrint(document);
  return document.save({ useObjectStreams: false, addDefaultPage: false });
}

const embed = (document: PDFDocument, xml: string, { at, title }: Omit<PdfFacts, 'eInvoice'>): Promise<void> =>
  document.attach(Buffer.from(xml, 'utf8'), 'factur-x.xml', {
    mimeType: 'text/xml',
    description: title,
    creationDate: at,
    modificationDate: at,
    afRelationship: AFRelationship.Alternative,
  });

function describe(document: PDFDocument, facts: PdfFacts): void {
  document.setTitle(facts.title, { showInWindowTitleBar: true });
  document.setAuthor(facts.author);
  document.setLanguage(facts.language);
  document.setCreator('Kontor');
  document.setProducer('Kontor');
  document.setCreationDate(facts.at);
  document.setModificationDate(facts.at);
  // Bytes, not text: the library would write text as Latin-1.
  const metadata = document.context.stream(Buffer.from(xmpOf(facts), 'utf8'), { Type: 'Metadata', Subtype: 'XML' });
  document.catalog.set(PDFName.of('Metadata'), document.context.register(metadata));
}

/** What red, green and blue mean (6.2.4.3 of ISO 19005-3). */
function nameColours(document: PDFDocument): void {
  const { context } = document;
  const colours = context.register(context.flateStream(profile, { N: 3 }));
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB'),
    Info: PDFString.of('sRGB'),
    DestOutputProfile: colours,
  });
  document.catalog.set(PDFName.of('OutputIntents'), context.obj([context.register(intent)]));
}

/** Annotations of an archived document must be printable (6.3.2 of ISO 19005-3). */
function showLinksInPrint(document: PDFDocument): void {
  for (const page of document.getPages()) {
    const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
    for (let index = 0; index < (annotations?.size() ?? 0); index += 1)
      annotations!.lookup(index, PDFDict).set(PDFName.of('F'), PDFNumber.of(4));
  }
}
