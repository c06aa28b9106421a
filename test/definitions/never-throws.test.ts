import { nothingThrows } from './nothing-throws.ts';

nothingThrows(15, 1_000);
