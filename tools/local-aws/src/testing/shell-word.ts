/** A path as one word of a shell's, whatever it is called: a clone or a temporary folder may have quotes and blanks in its name. */
export const shellWord = (path: string) => `'${path.replaceAll("'", `'"'"'`)}'`;
