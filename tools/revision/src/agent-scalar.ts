import type { Scalar } from 'yaml';

/** A scalar as the agent reads it. The agent's reader refuses a date ("Tried to load unspecified class: Date"). */
export type AgentScalar = string | number | boolean | null | { readonly is: 'date' | 'symbol' };

const text = /^[^\d.:-]?[\p{Alphabetic}_\s!@#$%^&*(){}<>|/\\~;=]+/u;
const time = /^-?\d{4}-\d{1,2}-\d{1,2}([Tt]|\s+)\d{1,2}:\d\d:\d\d(\.\d*)?(\s*(Z|[-+]\d{1,2}:?(\d\d)?))?$/;
const day = /^\d{4}-(1[012]|0\d|\d)-([12]\d|3[01]|0\d|\d)$/;
const sexagesimal = /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}(\.[0-9_]*)?$/;
const float = /^[-+]?([0-9][0-9_,]*)?\.[0-9]*([eE][-+][0-9]+)?$/;
const integer = /^[-+]?(0b[0-1_,]+|0[0-7_,]+|0|[1-9](?:[0-9]|,[0-9]|_[0-9])*|0x[0-9a-fA-F_,]+)$/;

/**
 * Reads a scalar as the agent's YAML reader does: Ruby's Psych with the rules of YAML 1.1 and some of its own (psych
 * 5.0.1 of Ruby 3.2, scalar_scanner.rb). `y` is a text to it, `1,000` a number, and `0644` is 420.
 */
export function agentScalar({ source = '', type }: Scalar): AgentScalar {
  if (type !== 'PLAIN' || source.includes('\n')) {
    return source;
  }
  if (source === '' || source === '~' || /^null$/i.test(source)) {
    return null;
  }
  if (text.test(source)) {
    return /^(yes|true|on)$/i.test(source) || (/^(no|false|off)$/i.test(source) ? false : source);
  }
  if (time.test(source) || day.test(source)) {
    return { is: 'date' };
  }
  if (/^:./.test(source)) {
    return { is: 'symbol' };
  }
  return number(source) ?? source;
}

function number(source: string): number | undefined {
  if (/^[-+]?\.(inf|nan)$/i.test(source)) {
    return /nan$/i.test(source) ? NaN : source.startsWith('-') ? -Infinity : Infinity;
  }
  if (sexagesimal.test(source)) {
    // The first part counts 3600 with two or three parts: so 1:00 is an hour to the agent.
    return source.split(':').reduce((sum, part, index) => sum + Number.parseFloat(part) * 60 ** Math.abs(index - 2), 0);
  }
  const digits = source.replace(/[,_]/g, '');
  if (float.test(source) && !/^[-+]?\.$/.test(source)) {
    return Number(digits.replace(/\.(?=[Ee]|$)/, ''));
  }
  return integer.test(source) ? whole(digits) : undefined;
}

function whole(digits: string): number {
  const sign = digits.startsWith('-') ? -1 : 1;
  const unsigned = digits.replace(/^[-+]/, '');
  return sign * Number(unsigned.replace(/^0(?=[0-7])/, '0o'));
}
