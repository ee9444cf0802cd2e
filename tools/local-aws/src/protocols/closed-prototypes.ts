/**
 * Prevents new members in the prototype of all objects: a member of a request that gets past `memberName` changes no
 * other object (OWASP, "Prototype Pollution Prevention Cheat Sheet"). Freezing would do more, and would break libraries
 * that give an object its own `toString` by assignment.
 */
export function closePrototypes(): void {
  for (const shared of [Object, Array, Function, String, Number, Boolean, Map, Set, Promise, RegExp, Date, Buffer]) {
    Object.preventExtensions(shared.prototype);
  }
}
