import type { CollectedFile, ReturnFolder } from '@kontor/domain/carriers/carrier-transport.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { ImapFlow } from 'imapflow';
import { isIP } from 'node:net';
import type { ImapConnection } from '@kontor/domain/carriers/carrier-connection';
import { largestAnswer } from '../../formats/returns/read-answer.ts';
import { failureCode } from '../../kit/http-error.ts';
import { networkTarget } from '../../kit/network-target.ts';
import { withoutBrackets } from '../email/read-mail.ts';
import { lendConnection, type OpenLine, type Session } from '../files/lend-connection.ts';
import type { Note } from '../files/remote-files.ts';

/** Mails read at once; the rest waits for the next look. */
const atOnce = 100;

export const imapSession = (connection: ImapConnection, o: { note?: Note } = {}): Session<ImapFlow> =>
  lendConnection((onLost) => connect(connection, onLost, o.note), { idleMs: 20_000 });

/** Collects the mails in `folder`, oldest first; `forget` moves a mail into `done`. The Message-ID names a mail, so that a copy is the same message. */
export function imapMailbox(o: { folder: string; done: string }, session: Session<ImapFlow>): ReturnFolder {
  return {
    probe: () => session.run(async (client) => void (await client.mailboxOpen(o.folder).catch(fail('open')))),
    collect: () =>
      session.run(async (client) => {
        await client.mailboxOpen(o.folder).catch(fail('open'));
        // the library's own count is stale in a mailbox that is open already
        await client.noop().catch(fail('noop'));
        const uids = (await client.search({ deleted: false }, { uid: true }).catch(fail('search'))) || [];
        const collected: CollectedFile[] = [];
        for (const uid of uids.slice(0, atOnce)) {
          const file = await fetchMail(client, uid, () => session.run((again) => putAside(again, o, uid)));
          if (file) collected.push(file);
        }
        return collected;
      }),
  };
}

async function fetchMail(client: ImapFlow, uid: number, forget: () => Promise<void>): Promise<CollectedFile | null> {
  const range = String(uid);
  const head = await client.fetchOne(range, { size: true, envelope: true }, { uid: true }).catch(fail('fetch'));
  if (!head) return null;
  const { size = 0, envelope } = head;
  const name = withoutBrackets(envelope?.messageId) ?? `uid-${uid}`;
  if (size > largestAnswer) return { name, bytes: null, size, forget };
  const whole = await client.fetchOne(range, { source: true }, { uid: true }).catch(fail('fetch'));
  return whole && whole.source ? { name, bytes: new Uint8Array(whole.source), size, forget } : null;
}

async function putAside(
  client: ImapFlow,
  { folder, done }: { folder: string; done: string },
  uid: number,
): Promise<void> {
  await client.mailboxOpen(folder).catch(fail('open'));
  // that it is there already is no failure
  await client.mailboxCreate(done).catch(() => {});
  await client.messageMove(String(uid), done, { uid: true }).catch(fail('move'));
}

async function connect(connection: ImapConnection, onLost: () => void, note?: Note): Promise<OpenLine<ImapFlow>> {
  const { host, port, secure, username, password, ca, allowPrivate } = connection;
  const address = await networkTarget(host, { allowPrivate });
  const client = new ImapFlow({
    host: address,
    port,
    secure,
    ...(isIP(host) ? {} : { servername: host }),
    ...(secure ? {} : { doSTARTTLS: true }),
    auth: { user: username, pass: password },
    tls: { host, ...(ca ? { ca } : {}) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  });
  client.on('error', onLost);
  client.on('close', onLost);
  await client.connect().catch((error: unknown) => {
    client.close();
    throw connectFailure(host, error);
  });
  note?.(`imap ${host} (${address}): certificate verified, signed in as ${username}`);
  return { line: client, close: () => void client.logout().catch(() => client.close()) };
}

function connectFailure(host: string, error: unknown): ConnectorError {
  const { authenticationFailed, serverResponseCode } = error as {
    authenticationFailed?: boolean;
    serverResponseCode?: string;
  };
  const isRefused = Boolean(authenticationFailed) && serverResponseCode !== 'UNAVAILABLE';
  const code = isRefused ? 'sign-in refused' : failureCode(error);
  const isFinal = isRefused || /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|ERR_SSL|ERR_TLS/.test(code);
  return new ConnectorError(`imap ${host}: ${code}`, { retryable: !isFinal, arrived: 'no', cause: error });
}

const fail =
  (step: string) =>
  (cause: unknown): never => {
    throw new ConnectorError(`imap ${step}: ${failureCode(cause)}`, { retryable: true, arrived: 'no', cause });
  };
