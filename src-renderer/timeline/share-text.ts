import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { STATUS_WORDS, STEP_WORDS, VERDICT_WORDS } from '../ui/verdict-words.ts';
import { evaluationPath } from './evaluation-path.ts';
import { whyInShort } from './outcome-words.ts';
import { layerName, statementName } from './statement-outcome.ts';

/** Characters that Markdown reads as something else in running text. */
function escaped(text: string): string {
  return text.replaceAll(/[\\*_[\]<>|`]/g, String.raw`\$&`);
}

/** A code span that holds any text, back quotes too. @see https://spec.commonmark.org/0.31.2/#code-spans */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const line = text.replaceAll(/\s+/g, ' ');
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

const EFFECT_WORDS = { Allow: 'an Allow applies', Deny: 'a Deny applies', None: 'no statement applies' } as const;

/**
 * A decision as Markdown, to be pasted into a review or a ticket. It holds the verdict, who asked for what, the five steps,
 * the policies and what is missing; no header, body, credential or signature.
 */
export function shareText(record: DecisionRecord): string {
  const { principal, response } = record;
  const lines = [
    `## ${VERDICT_WORDS[record.verdict]}: ${code(record.action)}`,
    '',
    escaped(whyInShort(record)),
    '',
    `- Principal: ${code(principal.arn ?? principal.label)}`,
    `- Action: ${code(record.action)}`,
    `- Resource: ${code(record.resource)}`,
    `- When: ${record.at}, through the ${record.door}`,
    `- Answer: HTTP ${response.status}${response.errorCode === null ? '' : ` ${code(response.errorCode)}`}`,
    ...(response.errorMessage === null ? [] : [`- AWS says: ${escaped(response.errorMessage)}`]),
    '',
    '### Steps',
    '',
    ...record.steps.map(
      ({ step, status, summary }, index) =>
        `${index + 1}. ${MARKS[status]} **${STEP_WORDS[step]}** (${STATUS_WORDS[status].toLowerCase()}): ${escaped(summary)}`,
    ),
    ...partLines(record),
    '',
    `Decision ${code(record.id)}, recorded by Gatehouse. Evaluated offline, not by AWS.`,
  ];
  return `${lines.join('\n')}\n`;
}

const MARKS = { passed: '✓', closed: '✗', notReached: '–' } as const;

function partLines(record: DecisionRecord): string[] {
  const parts = record.authorization?.parts ?? [];
  return parts.flatMap(({ action, resource, explanation }) => {
    const { decidedBy, layers, missing, missingContext } = explanation;
    const path = evaluationPath({
      resource,
      explanation,
      principalArn: record.principal.arn,
      context: record.request.context,
    });
    return [
      '',
      `### Policies: ${code(action)} on ${code(resource)}`,
      '',
      `${VERDICT_WORDS[explanation.decision]}. ${escaped(path.setting)}`,
      '',
      ...layers.map(
        ({ layer, effect, exemption, policies }) =>
          `- ${layerName(layer)}: ${exemption === null ? EFFECT_WORDS[effect] : `takes no part. ${escaped(exemption)}`}${policies.length === 0 ? '' : ` (${policies.map(({ name }) => code(name)).join(', ')})`}`,
      ),
      ...(decidedBy === null
        ? []
        : [
            `- Decided by ${escaped(statementName({ index: decidedBy.statementIndex, sid: decidedBy.sid }))} of ${code(decidedBy.policyName)}`,
          ]),
      ...(missingContext.length === 0
        ? []
        : [`- Condition keys that the request does not carry: ${missingContext.map(code).join(', ')}`]),
      ...(missing.length === 0 ? [] : ['', '**What is missing**', '']),
      ...missing.map(({ sentence }) => `- ${escaped(sentence)}`),
    ];
  });
}
