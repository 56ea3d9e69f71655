import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element: its text, or its children by name; every child is a list. */
export interface XmlNode {
  [name: string]: (XmlNode | string)[] | string;
}

/** The messages of a feed in XML. */
export interface Envelope {
  merchantId: string;
  messageType: string;
  messages: { id: string; body: XmlNode }[];
}

/** The feed is not what its type promises: nothing of it is processed. */
export class UnreadableFeed extends Error {
  override name = 'UnreadableFeed';
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

/** The child element of a name; undefined when there is none. */
export function child(node: XmlNode, name: string): XmlNode | undefined {
  const found = (node[name] as (XmlNode | string)[] | undefined)?.[0];
  return typeof found === 'object' ? found : undefined;
}

export const children = (node: XmlNode, name: string): XmlNode[] =>
  ((node[name] as (XmlNode | string)[] | undefined) ?? []).map((found) =>
    typeof found === 'object' ? found : { '#text': found },
  );

/** The text of a child; empty when there is none. */
export function text(node: XmlNode, name: string): string {
  const found = (node[name] as (XmlNode | string)[] | undefined)?.[0];
  return typeof found === 'object' ? String(found['#text'] ?? '') : (found ?? '');
}

/** Throws when an element holds one that the schema does not know. */
export function allowOnly(node: XmlNode, where: string, names: string[]): void {
  for (const name of Object.keys(node))
    if (!name.startsWith('@') && name !== '#text' && !names.includes(name))
      throw new UnreadableFeed(`The element ${name} is not allowed in ${where}.`);
}

/** Reads an AmazonEnvelope of one message type strictly; throws UnreadableFeed. */
export function readEnvelope(bytes: Uint8Array, messageType: string): Envelope {
  const xml = decode(bytes);
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new UnreadableFeed(`XML Parsing Error at Line ${valid.err.line}: ${valid.err.msg}`);
  const root = child(parser.parse(xml) as XmlNode, 'AmazonEnvelope');
  if (!root) throw new UnreadableFeed('The root element must be AmazonEnvelope.');
  allowOnly(root, 'AmazonEnvelope', ['Header', 'MessageType', 'PurgeAndReplace', 'EffectiveDate', 'Message']);
  const header = child(root, 'Header');
  if (!header || !text(header, 'DocumentVersion') || !text(header, 'MerchantIdentifier'))
    throw new UnreadableFeed('Header needs DocumentVersion and MerchantIdentifier.');
  if (text(root, 'MessageType') !== messageType)
    throw new UnreadableFeed(`MessageType must be ${messageType} for this feed type.`);
  const messages = children(root, 'Message').map((message) => {
    allowOnly(message, 'Message', ['MessageID', 'OperationType', messageType]);
    const id = text(message, 'MessageID');
    if (!/^[1-9]\d{0,19}$/.test(id)) throw new UnreadableFeed('Each Message needs a MessageID that is a number.');
    const body = child(message, messageType);
    if (!body) throw new UnreadableFeed(`Message ${id} holds no ${messageType}.`);
    return { id, body };
  });
  if (!messages.length) throw new UnreadableFeed('The envelope holds no Message.');
  if (new Set(messages.map(({ id }) => id)).size < messages.length)
    throw new UnreadableFeed('A MessageID occurs twice.');
  return { merchantId: text(header, 'MerchantIdentifier'), messageType, messages };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFeed('The document is not UTF-8.');
  }
}
