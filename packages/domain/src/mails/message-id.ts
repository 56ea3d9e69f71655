const domain = '@kontor';

/** The Message-ID of a mail without angle brackets, made of its effect's key: the same at every try. */
export const messageIdOf = (key: string): string => `${key.replace(':', '.')}${domain}`;

/** The effect's key of a Message-ID, with or without angle brackets; null when it is none of ours. */
export function keyOfMessageId(messageId: string): string | null {
  const id = messageId.trim().replace(/^<|>$/g, '');
  return id.endsWith(domain) && id.includes('.') ? id.slice(0, -domain.length).replace('.', ':') : null;
}
