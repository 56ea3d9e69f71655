import { Chance } from '../random.ts';

export interface CatalogueProduct {
  sku: string;
  asin: string;
  gtin: string;
  bin: string;
  title: string;
  priceCents: number;
  weightG: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  vatPermille: number;
}

interface Family {
  code: string;
  names: string[];
  variants: string[];
  price: [number, number];
  weight: [number, number];
  size: [number, number, number];
  vat?: number;
}

const families: Family[] = [
  {
    code: 'KAB',
    names: ['USB-C Ladekabel', 'HDMI-Kabel', 'Netzwerkkabel Cat 7', 'Lightning-Kabel'],
    variants: ['0,5 m', '1 m', '2 m', '3 m', '5 m'],
    price: [599, 2_499],
    weight: [40, 320],
    size: [180, 120, 30],
  },
  {
    code: 'LAD',
    names: ['USB-Ladegerät', 'GaN-Netzteil', 'Kfz-Ladegerät', 'Powerbank'],
    variants: ['20 W', '30 W', '45 W', '65 W', '100 W'],
    price: [1_299, 7_999],
    weight: [90, 520],
    size: [140, 90, 50],
  },
  {
    code: 'KUE',
    names: ['Bratpfanne', 'Kochtopf', 'Schneidebrett', 'Auflaufform', 'Salatschüssel'],
    variants: ['klein', 'mittel', 'groß', 'extra groß'],
    price: [1_499, 6_999],
    weight: [600, 3_200],
    size: [420, 300, 120],
  },
  {
    code: 'BUE',
    names: ['Ordner', 'Druckerpapier', 'Notizbuch', 'Locher', 'Schreibtischunterlage'],
    variants: ['schwarz', 'blau', 'grau', 'rot'],
    price: [399, 3_499],
    weight: [180, 2_600],
    size: [320, 290, 80],
  },
  {
    code: 'BUC',
    names: ['Kochbuch', 'Reiseführer', 'Wanderkarte', 'Kinderbuch'],
    variants: ['Alpen', 'Nordsee', 'Italien', 'Harz', 'Elbe'],
    price: [899, 3_299],
    weight: [250, 1_100],
    size: [250, 190, 30],
    vat: 70,
  },
  {
    code: 'TEE',
    names: ['Grüner Tee', 'Früchtetee', 'Kräutertee', 'Espressobohnen'],
    variants: ['250 g', '500 g', '1 kg'],
    price: [599, 2_499],
    weight: [260, 1_080],
    size: [220, 140, 90],
    vat: 70,
  },
  {
    code: 'WER',
    names: ['Akkuschrauber', 'Werkzeugkoffer', 'Schraubzwinge', 'Bohrer-Set'],
    variants: ['Basis', 'Plus', 'Profi'],
    price: [1_999, 14_999],
    weight: [900, 8_500],
    size: [450, 340, 140],
  },
  {
    code: 'GAR',
    names: ['Gartenschlauch', 'Blumenkasten', 'Hochbeet', 'Sonnenschirm'],
    variants: ['20 m', 'terrakotta', 'anthrazit', 'natur'],
    price: [1_499, 18_999],
    weight: [1_200, 18_000],
    size: [1_050, 420, 240],
  },
  {
    code: 'KIN',
    names: ['Holzbausteine', 'Puzzle', 'Stofftier', 'Brettspiel'],
    variants: ['ab 2 Jahren', 'ab 4 Jahren', 'ab 6 Jahren', 'Familie'],
    price: [999, 4_999],
    weight: [220, 1_600],
    size: [330, 270, 90],
  },
  {
    code: 'BAD',
    names: ['Handtuch', 'Badematte', 'Duschvorhang', 'Seifenspender'],
    variants: ['weiß', 'sand', 'petrol', 'anthrazit'],
    price: [899, 3_999],
    weight: [200, 900],
    size: [380, 280, 90],
  },
];

/** About two hundred products, the same for every world. */
export function makeCatalogue(): CatalogueProduct[] {
  const chance = new Chance(4_711);
  return families.flatMap((family) =>
    family.names.flatMap((name, n) =>
      family.variants.map((variant, v) => makeProduct(chance, family, `${name} ${variant}`, n * 10 + v)),
    ),
  );
}

function makeProduct(chance: Chance, family: Family, title: string, index: number): CatalogueProduct {
  const [lengthMm, widthMm, heightMm] = family.size.map((mm) => Math.round(mm * (0.7 + chance.next() * 0.3)) + 1) as [
    number,
    number,
    number,
  ];
  const price = chance.between(...family.price);
  const row = families.indexOf(family);
  return {
    sku: `${family.code}-${String(index + 1).padStart(3, '0')}`,
    asin: `B0${chance.digits(8)}`,
    gtin: gtinOf(row * 1_000 + index),
    bin: `${String.fromCharCode(65 + row)}-${index + 1}`,
    title,
    priceCents: Math.floor(price / 100) * 100 + 99,
    weightG: chance.between(...family.weight),
    lengthMm,
    widthMm,
    heightMm,
    vatPermille: family.vat ?? 190,
  };
}

/** A GTIN-13 of the range that German shops use among themselves, with its check digit. */
function gtinOf(n: number): string {
  const body = `40999${String(n).padStart(7, '0')}`;
  const sum = [...body].reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Nothing carries this. */
export const oversizeProduct: CatalogueProduct = {
  sku: 'XXL-001',
  asin: 'B0XXL00001',
  gtin: gtinOf(99_001),
  bin: 'HOF',
  title: 'Gartenhaus Nordland',
  priceCents: 189_999,
  weightG: 240_000,
  lengthMm: 3_600,
  widthMm: 1_200,
  heightMm: 700,
  vatPermille: 190,
};
