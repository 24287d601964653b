/** `skillsmith check`: every problem of every skill, each on one line, and a summary. */

import type { Place } from '../base/text.ts';
import type { Problem, Severity } from '../skill/problem.ts';
import type { CheckCommand } from './arguments.ts';
import { fix } from './fix.ts';
import { counted } from './list.ts';
import type { OpenSkills } from './skill-root.ts';
import type { Style, Terminal } from './terminal.ts';
import type { KeptVersions } from './versions.ts';

interface Finding extends Place {
  /** Relative to the current folder. */
  readonly file: string;
  readonly end: Place;
  readonly problem: Problem;
}

const styles: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'dim',
};

/** The exit code: 1 when there is an error, or one is left. */
export async function check(
  skills: OpenSkills,
  options: Pick<CheckCommand, 'json' | 'fix' | 'severities' | 'maxDepth'> & {
    readonly versions: KeptVersions;
  },
  terminal: Terminal,
): Promise<number> {
  if (options.maxDepth !== undefined) skills.catalogue.setMaxDepth(options.maxDepth);
  if (options.fix) await fix(skills, options, terminal);
  return report(skills, options, terminal);
}

function report(
  skills: OpenSkills,
  { json, severities }: Pick<CheckCommand, 'json' | 'severities'>,
  { out, err }: Terminal,
): number {
  const { catalogue } = skills;
  const paths = [
    ...[...catalogue.skills()].map(({ path }) => path),
    ...catalogue.unreadable().map(({ path }) => path),
  ].sort();
  const findings = paths
    .flatMap(path => findingsOf(path, skills))
    .flatMap(found => told(found, severities.get(found.problem.code)));
  if (json)
    out.write(
      `${JSON.stringify(
        findings.map(found => described(found, skills)),
        undefined,
        2,
      )}\n`,
    );
  else for (const found of findings) out.write(`${line(found, out.paint)}\n`);
  err.write(`${summary(paths.length, findings)}\n`);
  return findings.some(({ problem }) => problem.severity === 'error') ? 1 : 0;
}

/** The finding as somebody wants it told. */
function told(found: Finding, severity: Severity | 'off' | undefined): Finding[] {
  if (severity === 'off') return [];
  return [severity === undefined ? found : { ...found, problem: { ...found.problem, severity } }];
}

function findingsOf(path: string, skills: OpenSkills): Finding[] {
  return skills.catalogue.problems(path).map(problem => ({
    file: skills.shown(path),
    ...placeOf(path, problem.range.start, skills),
    end: placeOf(path, problem.range.end, skills),
    problem,
  }));
}

/** A file that could not be read has its problems at its beginning. */
function placeOf(path: string, offset: number, skills: OpenSkills): Place {
  return skills.catalogue.at(path)?.lines.place(offset) ?? { line: 1, column: 1 };
}

function line({ file, line, column, problem }: Finding, paint: Terminal['out']['paint']): string {
  const severity = paint(styles[problem.severity], problem.severity);
  const message = problem.message.replaceAll(/\s*[\r\n]+\s*/g, ' ');
  return `${paint('bold', `${file}:${line}:${column}`)} ${severity} ${paint('dim', problem.code)} ${message}`;
}

function described({ file, line, column, end, problem }: Finding, skills: OpenSkills): object {
  return {
    file,
    line,
    column,
    endLine: end.line,
    endColumn: end.column,
    severity: problem.severity,
    code: problem.code,
    message: problem.message,
    related: problem.related.map(({ path, range, message }) => ({
      file: skills.shown(path),
      ...placeOf(path, range.start, skills),
      message,
    })),
  };
}

function summary(files: number, findings: readonly Finding[]): string {
  const count = (severity: Severity) =>
    findings.filter(({ problem }) => problem.severity === severity).length;
  const counts = [
    [count('error'), 'error'],
    [count('warning'), 'warning'],
    [count('information') + count('hint'), 'note'],
  ] as const;
  const shown = counts.filter(([number]) => number > 0).map(([number, noun]) => counted(number, noun));
  return `${counted(files, 'skill')} checked: ${shown.length === 0 ? 'no problems' : shown.join(', ')}`;
}
