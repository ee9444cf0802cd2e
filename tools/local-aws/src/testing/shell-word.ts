/** A path as one word for a shell: the name of a clone or of a temporary folder can contain quotes and blanks. */
export const shellWord = (path: string) => `'${path.replaceAll("'", `'"'"'`)}'`;
