/** Those who keep the books. */
export const books: readonly string[] = ['administrator', 'accounting'];
/** Those who run the installation. */
export const administers: readonly string[] = ['administrator'];
/** Those who decide about orders. */
export const decides: readonly string[] = ['administrator', 'clerk'];
