import { isRecord } from '../../src-shared/is-record.ts';
import type { Rules, ScalarShape, Shape, StructureShape } from '../request/service-model.ts';

/** What is wrong with one member of an operation's input. */
export interface InputFault {
  /** Where, from the outermost member inwards; entries of a list by their position from 0. */
  readonly path: readonly PropertyKey[];
  /** What was given; undefined where a required member is missing. */
  readonly value: unknown;
  /** The second half of AWS's sentence `Value '…' at '…' failed to satisfy constraint: …`. */
  readonly constraint: string;
  /** Whether the sentence keeps the value to itself. */
  readonly isHidden: boolean;
}

/**
 * Checks an operation's input by the rules of AWS's API model: what is required, lengths, sizes, patterns, and sets of
 * values.
 * @returns all that is wrong, in the order of the shape; empty when nothing is.
 * @see https://smithy.io/2.0/spec/constraint-traits.html
 */
export function inputFaults(shape: StructureShape, input: unknown): readonly InputFault[] {
  return structureFaults(shape, input, []);
}

type Path = readonly PropertyKey[];

function structureFaults({ members }: StructureShape, value: unknown, path: Path): InputFault[] {
  if (!isRecord(value)) return [fault(path, value, 'Member must be a structure')];
  return members.flatMap((member) => {
    const given = value[member.name];
    const at = [...path, member.name];
    if (given !== undefined && given !== null) return faultsOf(member.shape, given, at);
    return member.required ? [fault(at, undefined, 'Member must not be null')] : [];
  });
}

function faultsOf(shape: Shape, value: unknown, path: Path): InputFault[] {
  switch (shape.type) {
    case 'structure':
      return structureFaults(shape, value, path);
    case 'list': {
      if (!Array.isArray(value)) return [fault(path, value, 'Member must be a list')];
      const inEntries = value.flatMap((entry: unknown, index) => faultsOf(shape.entry, entry, [...path, index]));
      return [...lengthFaults(shape.rules, value.length, value, path), ...inEntries];
    }
    case 'map':
      if (!isRecord(value)) return [fault(path, value, 'Member must be a map')];
      return Object.entries(value).flatMap(([key, entry]) => faultsOf(shape.value, entry, [...path, key]));
    default:
      return scalarFaults(shape, value, path);
  }
}

function scalarFaults({ type, rules, isSensitive }: ScalarShape, value: unknown, path: Path): InputFault[] {
  const faults = ((): InputFault[] => {
    switch (type) {
      case 'string':
        return typeof value === 'string'
          ? textFaults(rules, value, path)
          : [fault(path, value, 'Member must be a text')];
      case 'blob':
        return value instanceof Uint8Array
          ? lengthFaults(rules, value.length, value, path)
          : [fault(path, value, 'Member must be bytes')];
      case 'boolean':
        return typeof value === 'boolean' ? [] : [fault(path, value, 'Member must be true or false')];
      case 'timestamp':
        return typeof value === 'string' && !Number.isNaN(Date.parse(value))
          ? []
          : [fault(path, value, 'Member must be a timestamp')];
      default:
        return typeof value === 'number'
          ? sizeFaults(rules, value, path)
          : [fault(path, value, 'Member must be a number')];
    }
  })();
  return isSensitive ? faults.map((found) => ({ ...found, isHidden: true })) : faults;
}

function textFaults(rules: Rules, value: string, path: Path): InputFault[] {
  const faults = lengthFaults(rules, value.length, value, path);
  if (rules.pattern !== undefined && !wholePattern(rules.pattern).test(value)) {
    faults.push(fault(path, value, `Member must satisfy regular expression pattern: ${rules.pattern}`));
  }
  if (rules.enum !== undefined && !rules.enum.includes(value)) {
    faults.push({ ...fault(path, value, 'Member must satisfy enum value set'), isHidden: true });
  }
  return faults;
}

function lengthFaults({ min, max }: Rules, length: number, value: unknown, path: Path): InputFault[] {
  if (min !== undefined && length < min) {
    return [fault(path, value, `Member must have length greater than or equal to ${min}`)];
  }
  if (max !== undefined && length > max) {
    return [fault(path, value, `Member must have length less than or equal to ${max}`)];
  }
  return [];
}

function sizeFaults({ min, max }: Rules, value: number, path: Path): InputFault[] {
  if (min !== undefined && value < min) {
    return [fault(path, value, `Member must have value greater than or equal to ${min}`)];
  }
  if (max !== undefined && value > max) {
    return [fault(path, value, `Member must have value less than or equal to ${max}`)];
  }
  return [];
}

/** AWS's patterns are written for Java and hold for the whole text; those that are none with `u` are plain without it. */
function wholePattern(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return new RegExp(`^(?:${pattern})$`);
  }
}

function fault(path: Path, value: unknown, constraint: string): InputFault {
  return { path, value, constraint, isHidden: false };
}
