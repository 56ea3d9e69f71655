/** How long a fault lasts when nothing else is said: for one occasion, or until it is switched off. */
type Usual = 'once' | 'always';

interface Fault {
  says: string;
  usual: Usual;
  /** It spoils calls, and can be kept to those of one operation. */
  ofCalls?: true;
  /** What a value means for this fault, and the one that it has when none is given. */
  value?: { means: string; usual: string | number };
}

const once = (says: string, value?: Fault['value']): Fault => ({ says, usual: 'once', ...(value && { value }) });
const always = (says: string, value?: Fault['value']): Fault => ({ says, usual: 'always', ...(value && { value }) });

const ofCalls = (fault: Fault): Fault => ({ ...fault, ofCalls: true });

/** Every fault of this world; the page, the API and scenario files know them by these names. */
export const faultWords = {
  tokensExpired: once('All access tokens handed out so far are void: the next call is answered with 403.'),
  tokenRefused: always('Login refuses the refresh token (400 invalid_grant), as after a withdrawn authorisation.'),
  tokenUnavailable: once('Login is out of order (503).'),
  unauthorized: ofCalls(once('401: the call is not authorised.')),
  accessDenied: ofCalls(once('403: the application lacks the role for this operation.')),
  notFound: ofCalls(once('404: what was asked for is not found.')),
  throttleAll: ofCalls(always('429: every call exceeds its quota.')),
  internalFailure: ofCalls(once('500: an internal error.')),
  unavailable: ofCalls(once('503: the service is unavailable.')),
  htmlError: ofCalls(once('502: a gateway answers with an HTML page.')),
  htmlAnswer: ofCalls(once('200 with an HTML page where JSON should stand; the call was not carried out.')),
  emptyAnswer: ofCalls(once('200 without any content; the call was not carried out.')),
  slowAnswer: ofCalls(
    once('The call is carried out at once, but the answer comes late.', { means: 'seconds', usual: 5 }),
  ),
  droppedBefore: ofCalls(once('The connection breaks before the call is carried out.')),
  droppedAfter: ofCalls(once('The call is carried out, but the connection breaks before the answer.')),
  clockBehind: always('The marketplace’s clock is behind; a negative value puts it ahead.', {
    means: 'seconds',
    usual: 300,
  }),
  datasetRefused: ofCalls(
    always('searchOrders and getOrder answer 400 when this data set is asked for.', {
      means: 'name of the data set',
      usual: 'FULFILLMENT',
    }),
  ),
  malformedOrder: once('An order of a search is malformed.'),
  duplicatedPage: once('A search gives a page a second time, under another token.'),
  shiftingPage: once('The next page of a search begins some orders too early: they come twice.'),
  emptyPage: once('A page of a search is empty, and another one follows.'),
  repeatedToken: once('A search gives the token it was asked with as the next one.'),
  wholeSeconds: always('Times of change are told in whole seconds: orders of one second share their time.'),
  taxMissing: once('A new order tells no tax: zero for its first line, nothing for the others.'),
  latePersonalData: once('A new order shows name, address and e-mail only after an hour of this world.'),
  droppedConfirmation: once('A shipment confirmation is answered with 204 and forgotten.'),
  signalLost: once('A change signal is lost on its way to the queue.'),
  feedFails: once('A feed ends as FATAL; nothing of it is carried out.'),
  reportFails: once('A requested report ends as FATAL.'),
  settlementGerman: once('A settlement is written with decimal commas and dotted dates.'),
  settlementEnglish: once('A settlement is written with decimal points and ISO dates.'),
  settlementSplit: once('Every sale of a settlement is paid in part now and the rest by the next settlement.'),
  settlementReserve: once('A settlement holds back a reserve; the next one gives it back.', {
    means: 'cents',
    usual: 12_345,
  }),
  settlementRefund: once('A settlement holds the full refund of one of its sales, made by the marketplace.'),
  settlementChargeback: once('A settlement holds the chargeback of one of its sales.'),
  settlementFee: once('A settlement holds the monthly subscription fee.'),
  settlementSumWrong: once('The total a settlement states is a cent off.'),
  settlementUnknownType: once('A settlement holds amounts of types that nobody has seen.'),
  unreadableReturn: once('Fulfilment Nord sends a file that cannot be read.'),
  untrackedReturn: once('Fulfilment Nord confirms a shipment without a tracking number before it does so rightly.'),
  unknownReturn: once('Fulfilment Nord confirms a shipment that nobody knows.'),
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faultWords;

export const faultNames = Object.keys(faultWords) as [FaultName, ...FaultName[]];

/** What is known of a fault. */
export const faultOf = (name: FaultName): Fault => faultWords[name];
