import type { Chance } from '../random.ts';

export interface Buyer {
  name: string;
  email: string;
  company: string | null;
  vatId: string | null;
  street: string;
  postcode: string;
  city: string;
}

const firstNames = [
  'Anna',
  'Ben',
  'Clara',
  'David',
  'Emma',
  'Felix',
  'Greta',
  'Henrik',
  'Ida',
  'Jonas',
  'Katharina',
  'Leon',
  'Mia',
  'Noah',
  'Olga',
  'Paul',
  'Ruth',
  'Sven',
  'Theresa',
  'Uwe',
  'Vera',
  'Yusuf',
  'Zoë',
  'Mehmet',
  'Ayşe',
  'Łukasz',
  'Jörg',
  'Björn',
];
const lastNames = [
  'Müller',
  'Schmidt',
  'Schneider',
  'Fischer',
  'Weber',
  'Meyer',
  'Wagner',
  'Becker',
  'Schulz',
  'Hoffmann',
  'Koch',
  'Bauer',
  'Richter',
  'Klein',
  'Wolf',
  'Schröder',
  'Neumann',
  'Schwarz',
  'Groß',
  'Öztürk',
  'Yılmaz',
  'Nowak',
  'Dupont',
  'Jäger',
  'König',
  'Weiß',
];
const streets = [
  'Lindenweg',
  'Hauptstraße',
  'Gartenstraße',
  'Am Mühlbach',
  'Bahnhofstraße',
  'Schillerplatz',
  'Bergstraße',
  'Rosenallee',
  'Kirchgasse',
  'Feldweg',
  'Königsallee',
  'An der Alster',
  'Goethestr.',
  'Uferpromenade',
];
const towns: [string, string][] = [
  ['20095', 'Hamburg'],
  ['10115', 'Berlin'],
  ['80331', 'München'],
  ['50667', 'Köln'],
  ['60311', 'Frankfurt am Main'],
  ['70173', 'Stuttgart'],
  ['40213', 'Düsseldorf'],
  ['04109', 'Leipzig'],
  ['01067', 'Dresden'],
  ['28195', 'Bremen'],
  ['30159', 'Hannover'],
  ['90402', 'Nürnberg'],
  ['24103', 'Kiel'],
  ['79098', 'Freiburg im Breisgau'],
  ['99084', 'Erfurt'],
  ['18055', 'Rostock'],
  ['93047', 'Regensburg'],
  ['48143', 'Münster'],
];
const forms = ['GmbH', 'GmbH & Co. KG', 'e. K.', 'AG'];

const isRepeat = 0.25;
const remembered = 500;

/** The buyers of the marketplace; every fourth order comes from one who has bought before. */
export class Buyers {
  readonly #known: Buyer[] = [];
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  next(): Buyer {
    if (this.#known.length > 20 && this.#chance.isLess(isRepeat)) return this.#chance.pick(this.#known);
    return this.fresh();
  }

  /** One who has never bought. */
  fresh(): Buyer {
    const buyer = this.#make();
    if (this.#known.length < remembered) this.#known.push(buyer);
    return buyer;
  }

  business(): Buyer {
    const buyer = this.#make();
    return {
      ...buyer,
      company: `${this.#chance.pick(lastNames)} ${this.#chance.pick(forms)}`,
      vatId: `DE${this.#chance.digits(9)}`,
    };
  }

  #make(): Buyer {
    const [postcode, city] = this.#chance.pick(towns);
    const mask = Array.from({ length: 13 }, () => this.#chance.pick([...'abcdefghijklmnopqrstuvwxyz0123456789'])).join(
      '',
    );
    return {
      name: `${this.#chance.pick(firstNames)} ${this.#chance.pick(lastNames)}`,
      email: `${mask}@marketplace.amazon.de`,
      company: null,
      vatId: null,
      street: `${this.#chance.pick(streets)} ${this.#chance.between(1, 148)}${this.#chance.isLess(0.15) ? 'a' : ''}`,
      postcode,
      city,
    };
  }
}
