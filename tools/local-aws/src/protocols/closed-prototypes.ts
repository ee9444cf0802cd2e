/**
 * Takes no new member in a prototype that all objects have: a member that a request brings past `memberName` changes no other object (OWASP, "Prototype
 * Pollution Prevention Cheat Sheet"). Freezing would do more, and would break libraries that give an object a `toString` of its own by assignment.
 */
export function closePrototypes(): void {
  for (const shared of [Object, Array, Function, String, Number, Boolean, Map, Set, Promise, RegExp, Date, Buffer]) {
    Object.preventExtensions(shared.prototype);
  }
}
