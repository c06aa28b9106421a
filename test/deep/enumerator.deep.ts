import { it } from 'vitest';
import { attack } from '../enumerator/attack.ts';

it('what is proved of 20,000 small definitions is true of every record there is', () => attack(20_000));
