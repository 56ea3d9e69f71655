/** An answer of the register of VAT identification numbers. */
export interface VatIdAnswer {
  valid: boolean;
  /** Number of the consultation, given when the asker names an own VAT id. */
  consultation: string | null;
}

/** The Union's register of VAT ids (VIES). Throws ConnectorError when it or the member state does not answer. */
export interface VatRegister {
  check(vatId: string, asker: string | null): Promise<VatIdAnswer>;
}
