import { minute } from '../settings.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { answerTime, type World } from '../world.ts';
import { countHandover } from './handovers.ts';
import { trackingNumber } from './tracking-numbers.ts';

export const suedAddress = 'auftrag@lagerhaus-sued.test';
export const suedSender = 'versand@lagerhaus-sued.test';

interface Answer {
  shipment: string;
  to: string;
  tracking: string;
}

/** Lagerhaus Süd: takes a PDF by mail, answers by mail; one answer in a hundred is preceded by small talk. */
export function openSued(world: World, mails: MailServer): void {
  mails.deliverTo(suedAddress, ({ subject, from, attachments }) => {
    const shipment = /Versandauftrag ([SP]-\d+)/.exec(subject)?.[1];
    if (!shipment || !attachments.some(({ name, bytes }) => name === `${shipment}.pdf` && bytes > 1_000)) return;
    if (!countHandover(world, 'SUED', shipment)) return;
    const data: Answer = { shipment, to: from, tracking: trackingNumber(world.chance, 'Hermes') };
    world.timers.set(`sued:${shipment}`, 'sued-answers', answerTime(world, 5 * minute, 20 * minute), data);
  });
  world.timers.on<Answer>('sued-answers', ({ shipment, to, tracking }) => {
    if (world.chance.isLess(0.01))
      mails.send(`sued-talk:${shipment}`, {
        from: suedSender,
        to,
        subject: 'Betriebsausflug',
        text: 'Guten Tag, am Freitag schließen wir um 14 Uhr.',
      });
    const text = [
      `Sendung: ${shipment}`,
      `Sendungsnummer: ${tracking}`,
      'Paketdienst: Hermes',
      `Versandt: ${new Date().toISOString()}`,
    ].join('\r\n');
    mails.send(`sued:${shipment}`, { from: suedSender, to, subject: `Versandbestätigung ${shipment}`, text });
  });
}
