import { v7 } from 'uuid';

/** A new primary key: UUID version 7, so that keys grow with time and indexes stay dense. */
export const newId = (): string => v7();
