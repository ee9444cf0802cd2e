import { format } from 'node:util';
import { visibleOnTerminal } from './visible';

/**
 * Makes everything that a program prints by `console` visible: a terminal obeys nothing in it except colours. Imported
 * first by every program with output for people, because the output can come from anywhere: a hook, a resource's name,
 * an error of AWS.
 */
for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  const print = console[name].bind(console);
  console[name] = (...words: unknown[]) => print(visibleOnTerminal(format(...words)));
}
