/** What is chosen once a value was chosen or given up; the others keep their order, and a new one comes last. */
export function withChoice<Value>(chosen: readonly Value[], value: Value, isChosen: boolean): Value[] {
  const others = chosen.filter((other) => other !== value);
  return isChosen ? [...others, value] : others;
}
