/** Why a mail counts as written by a machine; such a mail is kept but never answered and opens no ticket. */
export type AutomaticMail = 'report' | 'autoSubmitted' | 'mailingList' | 'bulk' | 'vacationSubject';

/** What the decision looks at; header names and values in lower case, a header that is missing is undefined. */
export interface MailHead {
  header: (name: string) => string | undefined;
  contentType: string;
  from: string | null;
  subject: string;
}

const robots = /^(mailer-daemon|postmaster)@/;
const vacationSubjects =
  /^\W*(automatische antwort|abwesenheits?(notiz|meldung|assistent)|abwesend|ich bin (derzeit |zurzeit )?nicht im (büro|haus)|automatic reply|auto(matic)?[ -]?(reply|response|responder)|out of (the )?office|on (vacation|holiday|annual leave))(?![\p{L}\p{N}])/u;

/** Decides from its head whether a mail was written by a machine (RFC 3834, RFC 2919, RFC 3464, Microsoft's X-Auto-Response-Suppress); null: a person wrote it. */
export function whyAutomatic({ header, contentType, from, subject }: MailHead): AutomaticMail | null {
  if (contentType === 'multipart/report' || robots.test(from ?? '')) return 'report';
  if (!(header('auto-submitted') ?? 'no').startsWith('no')) return 'autoSubmitted';
  if (header('x-autoreply') || header('x-autorespond') || header('x-autoresponder')) return 'autoSubmitted';
  // Exchange sets only OOF on people's mail, to spare them our absence notes; All is what machines set.
  if (/\ball\b/.test(header('x-auto-response-suppress') ?? '')) return 'autoSubmitted';
  const precedence = header('precedence') ?? '';
  if (precedence === 'auto_reply') return 'autoSubmitted';
  if (header('list-id') || precedence === 'list') return 'mailingList';
  if (['bulk', 'junk'].includes(precedence)) return 'bulk';
  return vacationSubjects.test(subject.toLowerCase()) ? 'vacationSubject' : null;
}
