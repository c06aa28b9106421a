import { nothingThrows } from './nothing-throws.ts';

nothingThrows(500, 30_000);
