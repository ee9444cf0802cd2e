/** True if a text contains a control character of ASCII, other than the allowed ones. */
export function hasControlCharacter(text: string, allowed = ''): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code < 0x20 || code === 0x7f) && !allowed.includes(text[index]!)) {
      return true;
    }
  }
  return false;
}
