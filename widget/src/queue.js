/**
 * Puts `candor(verb, ...)` in place and gives what was asked before this file was loaded.
 *
 * Labels and the customer come first, whatever the order of the calls: nobody should see a guest's window,
 * or one in the wrong language, for a moment.
 */
export function takeCalls(scope, act) {
  const asked = [...(scope.candor?.q ?? [])].map((call) => [...call]);
  scope.candor = (...call) => act(...call);
  const of = (...verbs) => asked.filter(([verb]) => verbs.includes(verb));
  return {
    labels: of("words"),
    customer: of("identify"),
    rest: asked.filter(([verb]) => verb !== "words" && verb !== "identify"),
  };
}
