import { firstUnseen } from '@malinshopper/text';
import { hasControlCharacter } from './control-characters';
import { limits } from './limits';
import { quoted } from './quoted';

/**
 * Returns why a path cannot be one inside a revision, as the end of a sentence that begins with it; undefined if it
 * can. Such a path is relative, with `/` between its names and none in front or behind.
 */
export function relativePathFault(path: string): string | undefined {
  if (path === '') {
    return 'is empty: write a path inside the revision';
  }
  if (path.startsWith('/')) {
    return 'is absolute: write it relative to the root of the revision';
  }
  if (/^[A-Za-z]:/.test(path)) {
    return 'begins with a drive letter: write it relative to the root of the revision';
  }
  return namesFault(path);
}

/** The same for a path on an instance, from `/` on. */
export function absolutePathFault(path: string): string | undefined {
  if (!path.startsWith('/')) {
    return 'is relative: write the whole path on the instance, from / on';
  }
  return path === '/' ? undefined : namesFault(path.slice(1));
}

function namesFault(path: string): string | undefined {
  if (path.includes('\0')) {
    return 'contains a NUL character, at which system calls end a path: remove it';
  }
  // The agent lists the installed paths in a file with one path a line, and removes by that list (its installer.rb,
  // "cleanup").
  if (hasControlCharacter(path)) {
    return 'contains a control character, and the agent records one path a line: remove it';
  }
  // No-break and other spaces look like a space, and the other characters are invisible, or reverse the following text.
  const strange = firstUnseen(path) ?? path.match(/[^\P{Zs} ]/u)?.[0];
  if (strange !== undefined) {
    const code = strange.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return `contains ${quoted(strange)} (U+${code}), which is invisible, or looks like another character: remove it`;
  }
  if (path.includes('\\')) {
    return 'contains a backslash: separate folders by /';
  }
  const names = path.split('/');
  if (names.includes('..')) {
    return 'climbs with "..": write the path without it';
  }
  if (names.includes('') || names.includes('.')) {
    return 'has an empty or "." part: write the path without it';
  }
  if (names.some((name) => Buffer.byteLength(name) > limits.nameBytes)) {
    return `has a name of more than ${limits.nameBytes} bytes, which is Linux' limit: shorten it`;
  }
  return Buffer.byteLength(path) > limits.pathBytes
    ? `is longer than ${limits.pathBytes} bytes, which is the limit: shorten it`
    : undefined;
}
