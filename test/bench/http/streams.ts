// Streams of decisions in a process of their own, so that whoever times single ones does not wait for its own streams.
// Arguments: the server's port, how many streams. They go on until the input ends; then it prints how many decisions a second they had.
import { customers } from '../model/customers.ts';
import { stream } from './clients.ts';

const [port = 0, count = 0] = process.argv.slice(2).map(Number);
const people = customers(500);
let isOn = true;
process.stdin.resume().once('end', () => (isOn = false));
const streams = Array.from({ length: count }, () => stream({ port }, people, () => isOn));
process.stdout.write('begun\n');
const speeds = await Promise.all(streams);
process.stdout.write(`${speeds.reduce((sum, speed) => sum + speed, 0)}\n`);
