import { openCarrierTransport, openReturnFolder } from '@kontor/connectors/carriers/open-carrier';
import { openChannel } from '@kontor/connectors/channels/open-channel';
import { openPdfPrinter } from '@kontor/connectors/formats/pdf/print-pdf';
import { smtpMailServer } from '@kontor/connectors/transports/email/smtp-mail-server';
import {
  handOverConfig,
  returnsConfig,
  type HandOverConfig,
  type ReturnsConfig,
} from '@kontor/domain/carriers/carrier-connection';
import { viesRegister } from '@kontor/connectors/tax/vies';
import type { Carrier } from '@kontor/domain/carriers/carrier.entity';
import type { CarrierTransport, ReturnFolder } from '@kontor/domain/carriers/carrier-transport.port';
import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import type { Channel } from '@kontor/domain/channels/channel.entity';
import type { SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import type { Company } from '@kontor/domain/company/company.entity';
import type { PdfPrinter } from '@kontor/domain/documents/pdf-printer.port';
import { openConfig, type Secrets } from '@kontor/domain/kernel/secrets';
import type { VatRegister } from '@kontor/domain/vat/vat-register.port';
import type { MailServer } from '@kontor/domain/mails/mail-server.port';
import type { Log } from '@kontor/platform/log';

/** What connections need of the process. */
export interface ConnectionDeps {
  log: Log;
  secrets: Secrets;
  /** What all workers may still call. */
  limits: CallLimits;
  /** How long a mail in doubt waits for its journal copy. */
  journalGraceSeconds: number;
  hasJournalCopy(messageId: string): Promise<boolean>;
}

/** The open ways to the world, one per configuration: a changed one is opened anew. */
export class Connections {
  readonly journalGraceSeconds: number;
  readonly printer: PdfPrinter;
  readonly #deps: ConnectionDeps;
  readonly #open = new Map<string, { config: string; opened: unknown }>();

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
    this.journalGraceSeconds = deps.journalGraceSeconds;
    this.printer = openPdfPrinter({ log: deps.log });
  }

  hasJournalCopy(messageId: string): Promise<boolean> {
    return this.#deps.hasJournalCopy(messageId);
  }

  channel({ id, kind, connection }: Channel): SalesChannel {
    return this.#once(`channel:${id}`, { kind, connection }, () =>
      openChannel({
        kind,
        connection: openConfig(connection!, this.#deps.secrets),
        log: this.#deps.log,
        limits: this.#deps.limits,
      }),
    );
  }

  mailServer({ mailHost: host, mailPort: port }: Company): MailServer {
    return this.#once('mail', { host, port }, () => smtpMailServer({ host, port }));
  }

  vatRegister(url: string): VatRegister {
    return this.#once('vies', { url }, () => viesRegister(url));
  }

  transport(carrier: Carrier, company: Company): CarrierTransport | null {
    const { mailHost, mailPort, mailFrom, mailJournal } = company;
    const of = { ...carrier.handover, mailHost, mailPort, mailFrom, mailJournal };
    return this.#once(`transport:${carrier.id}`, of, () => this.openNoted(carrier, company));
  }

  /** A way of its own to a carrier, each step noted: for trials. */
  openNoted(carrier: Carrier, company: Company, note?: (step: string) => void): CarrierTransport | null {
    return openCarrierTransport(this.handOver(carrier), {
      log: this.#deps.log,
      ...(note ? { note } : {}),
      email: {
        mailServer: this.mailServer(company),
        from: company.mailFrom,
        journal: company.mailJournal ?? null,
        hasJournalCopy: this.#deps.hasJournalCopy,
      },
    });
  }

  openNotedReturns(carrier: Carrier, note: (step: string) => void): ReturnFolder | null {
    return openReturnFolder(this.returns(carrier), note);
  }

  /** How a carrier gets its data; throws on a faulty configuration. */
  handOver({ handover }: Carrier): HandOverConfig {
    const config = handOverConfig.parse(openConfig(handover, this.#deps.secrets));
    if (config.transport === 'email') config.graceSeconds ??= this.journalGraceSeconds;
    return config;
  }

  /** How a carrier answers; throws on a faulty configuration. */
  returns({ returns }: Carrier): ReturnsConfig {
    return returnsConfig.parse(openConfig(returns, this.#deps.secrets));
  }

  returnFolder(carrier: Carrier): ReturnFolder | null {
    return this.#once(`returns:${carrier.id}`, carrier.returns, () => openReturnFolder(this.returns(carrier)));
  }

  close(): Promise<void> {
    return this.printer.close();
  }

  #once<T>(key: string, of: unknown, open: () => T): T {
    const config = JSON.stringify(of);
    const known = this.#open.get(key);
    if (known?.config === config) return known.opened as T;
    const opened = open();
    this.#open.set(key, { config, opened });
    return opened;
  }
}
