/** The part of vue-i18n's `t` that pure code needs. */
export type Say = (key: string, named?: Record<string, unknown>) => string;
