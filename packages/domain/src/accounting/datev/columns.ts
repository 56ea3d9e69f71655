const pairs = (art: string, content: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => [`${art} ${n + 1}`, `${content} ${n + 1}`]).flat();
const list = (names: string): string[] => names.split(';');

/** The 125 columns of a booking, category 21, version 13 (DATEV format description, EXTF 700). */
export const bookingColumns: readonly string[] = [
  ...list('Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto'),
  ...list(
    'Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Postensperre',
  ),
  ...list('Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;Beleglink'),
  ...pairs('Beleginfo - Art', 'Beleginfo - Inhalt', 8),
  ...list(
    'KOST1 - Kostenstelle;KOST2 - Kostenstelle;KOST-Menge;EU-Land u. UStID (Bestimmung);EU-Steuersatz (Bestimmung)',
  ),
  ...list(
    'Abw. Versteuerungsart;Sachverhalt L+L;Funktionsergänzung L+L;BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer',
  ),
  ...list('BU 49 Funktionsergänzung'),
  ...pairs('Zusatzinformation - Art', 'Zusatzinformation- Inhalt', 20),
  ...list(
    'Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;Auftragsnummer;Buchungstyp',
  ),
  ...list(
    'USt-Schlüssel (Anzahlungen);EU-Land (Anzahlungen);Sachverhalt L+L (Anzahlungen);EU-Steuersatz (Anzahlungen)',
  ),
  ...list(
    'Erlöskonto (Anzahlungen);Herkunft-Kz;Buchungs GUID;KOST-Datum;SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername',
  ),
  ...list('Beteiligtennummer;Identifikationsnummer;Zeichnernummer;Postensperre bis;Bezeichnung SoBil-Sachverhalt'),
  ...list(
    'Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;Datum Zuord. Steuerperiode;Fälligkeit;Generalumkehr (GU)',
  ),
  ...list(
    'Steuersatz;Land;Abrechnungsreferenz;BVV-Position;EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);Abw. Skontokonto',
  ),
];

/** Columns of text, counted from 1: always quoted, empty is "". */
export const bookingTextColumns: ReadonlySet<number> = new Set([
  2, 3, 6, 9, 11, 12, 14, 16, 20, ...range(21, 38), 40, 42, ...range(48, 87), 91, 95, 96, 98, 102, 103, 105, 107, 109, 110, 112, 118,
  120, 121, 123,
]); // prettier-ignore

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

const bank = (n: number): string[] => [
  `Bankleitzahl ${n}`,
  `Bankbezeichnung ${n}`,
  `Bank-Kontonummer ${n}`,
  `Länderkennzeichen ${n}`,
  `IBAN-Nr. ${n}`,
  `IBAN${n} korrekt`,
  `SWIFT-Code ${n}`,
  `Abw. Kontoinhaber ${n}`,
  `Kennz. Hauptbankverb. ${n}`,
  `Bankverb ${n} Gültig von`,
  `Bankverb ${n} Gültig bis`,
];
const numbered = (name: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${name} ${n + 1}`);

/** The 254 columns of a debtor, category 16, version 5. */
export const debtorColumns: readonly string[] = [
  ...list('Konto;Name (Adressattyp Unternehmen);Unternehmensgegenstand;Name (Adressattyp natürl. Person)'),
  ...list(
    'Vorname (Adressattyp natürl. Person);Name (Adressattyp keine Angabe);Adressattyp;Kurzbezeichnung;EU-Land;EU-UStID',
  ),
  ...list(
    'Anrede;Titel/Akad. Grad;Adelstitel;Namensvorsatz;Adressart;Straße;Postfach;Postleitzahl;Ort;Land;Versandzusatz',
  ),
  ...list(
    'Adresszusatz;Abweichende Anrede;Abw. Zustellbezeichnung 1;Abw. Zustellbezeichnung 2;Kennz. Korrespondenzadresse',
  ),
  ...list('Adresse Gültig von;Adresse Gültig bis;Telefon;Bemerkung (Telefon);Telefon GL;Bemerkung (Telefon GL);E-Mail'),
  ...list('Bemerkung (E-Mail);Internet;Bemerkung (Internet);Fax;Bemerkung (Fax);Sonstige;Bemerkung (Sonstige)'),
  ...range(1, 5).flatMap(bank),
  ...list('Leerfeld;Briefanrede;Grußformel;Kundennummer;Steuernummer;Sprache;Ansprechpartner;Vertreter;Sachbearbeiter'),
  ...list(
    'Diverse-Konto;Ausgabeziel;Währungssteuerung;Kreditlimit (Debitor);Zahlungsbedingung;Fälligkeit in Tagen (Debitor)',
  ),
  ...list(
    'Skonto in Prozent (Debitor);Kreditoren-Ziel 1 Tg.;Kreditoren-Skonto 1 %;Kreditoren-Ziel 2 Tg.;Kreditoren-Skonto 2 %',
  ),
  ...list(
    'Kreditoren-Ziel 3 Brutto Tg.;Kreditoren-Ziel 4 Tg.;Kreditoren-Skonto 4 %;Kreditoren-Ziel 5 Tg.;Kreditoren-Skonto 5 %',
  ),
  ...list(
    'Mahnung;Kontoauszug;Mahntext 1;Mahntext 2;Mahntext 3;Kontoauszugstext;Mahnlimit Betrag;Mahnlimit %;Zinsberechnung',
  ),
  ...list('Mahnzinssatz 1;Mahnzinssatz 2;Mahnzinssatz 3;Lastschrift;Verfahren;Mandantenbank;Zahlungsträger'),
  ...numbered('Indiv. Feld', 15),
  ...[
    'Abweichende Anrede',
    'Adressart',
    'Straße',
    'Postfach',
    'Postleitzahl',
    'Ort',
    'Land',
    'Versandzusatz',
    'Adresszusatz',
  ].map((name) => `${name} (Rechnungsadresse)`),
  ...list('Abw. Zustellbezeichnung 1 (Rechnungsadresse);Abw. Zustellbezeichnung 2 (Rechnungsadresse)'),
  ...list('Adresse Gültig von (Rechnungsadresse);Adresse Gültig bis (Rechnungsadresse)'),
  ...range(6, 10).flatMap(bank),
  ...list('Nummer Fremdsystem;Insolvent'),
  ...numbered('Mandatsreferenz', 10),
  ...list(
    'Verknüpftes OPOS-Konto;Mahnsperre bis;Lastschriftsperre bis;Zahlungssperre bis;Gebührenberechnung;Mahngebühr 1',
  ),
  ...list('Mahngebühr 2;Mahngebühr 3;Pauschalenberechnung;Verzugspauschale 1;Verzugspauschale 2;Verzugspauschale 3'),
  ...list(
    'Alternativer Suchname;Status;Anschrift manuell geändert (Korrespondenzadresse);Anschrift individuell (Korrespondenzadresse)',
  ),
  ...list(
    'Anschrift manuell geändert (Rechnungsadresse);Anschrift individuell (Rechnungsadresse);Fristberechnung bei Debitor',
  ),
  ...list('Mahnfrist 1;Mahnfrist 2;Mahnfrist 3;Letzte Frist'),
];

/** Numbers, amounts and days of a debtor; everything else is text (DATEV format description, category 16). */
const plain = [
  /^(Konto|Sprache|Diverse-Konto|Ausgabeziel|Zahlungsbedingung|Mahnung|Kontoauszug|Kontoauszugstext|Zinsberechnung|Mandantenbank)$/,
  /^(Insolvent|Verknüpftes OPOS-Konto|Gebührenberechnung|Pauschalenberechnung|Status|Fristberechnung bei Debitor|Letzte Frist)$/,
  /^(Kreditlimit|Fälligkeit in Tagen|Skonto in Prozent|Kreditoren-|Mahntext|Mahnlimit|Mahnzinssatz|Mahngebühr|Mahnfrist|Verzugspauschale)/,
  /^(Kennz\. Korrespondenzadresse|Anschrift manuell)|Gültig (von|bis)|sperre bis$/,
];

/** Columns of text of a debtor, counted from 1. */
export const debtorTextColumns: ReadonlySet<number> = new Set(
  debtorColumns.flatMap((name, n) => (plain.some((of) => of.test(name)) ? [] : [n + 1])),
);
