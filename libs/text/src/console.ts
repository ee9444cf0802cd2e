import { format } from 'node:util';
import { visibleOnTerminal } from './visible';

/**
 * Whatever a program prints by `console`, nothing in it is hidden or obeyed but the colours that are ours. Imported first by every program that talks to
 * a person, since what it prints may come from anywhere: a hook, a resource's name, an error of AWS.
 */
for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  const print = console[name].bind(console);
  console[name] = (...words: unknown[]) => print(visibleOnTerminal(format(...words)));
}
