/** A language service for projects with skills: it answers as before, without what stands behind the author's texts. */

import type ts from 'typescript-server';
import { ownCompletions } from './complete.ts';
import { withoutMistaken } from './diagnose.ts';
import { type CallPlace, placeInCall } from './skill-call.ts';
import type { SurroundedFiles } from './surrounded.ts';
import { trimmed, trimmedChanges, trimmedDiagnostics } from './trim.ts';

type Service = ts.LanguageService;

/** What the answers are made from. */
export interface Origin {
  readonly service: Service;
  readonly host: Pick<ts.LanguageServiceHost, 'getScriptSnapshot'>;
  readonly files: SurroundedFiles;
}

/** The methods whose answers name places; the first argument is a file's name. */
const placing = [
  'getDefinitionAtPosition',
  'getDefinitionAndBoundSpan',
  'getTypeDefinitionAtPosition',
  'getImplementationAtPosition',
  'getReferencesAtPosition',
  'getDocumentHighlights',
  'getFileReferences',
  'findRenameLocations',
  'getNavigateToItems',
  'getNavigationBarItems',
  'getNavigationTree',
  'getOutliningSpans',
  'getTodoComments',
  'getSmartSelectionRange',
  'prepareCallHierarchy',
  'provideCallHierarchyIncomingCalls',
  'provideCallHierarchyOutgoingCalls',
  'provideInlayHints',
] as const satisfies readonly (keyof Service)[];

/** Whatever goes wrong in here, the answer is that of the service itself. */
export function surroundService(typescript: typeof ts, origin: Origin): Service {
  const { service, files } = origin;
  const answers: Partial<Service> = { ...new OwnAnswers(typescript, origin).methods() };
  const surrounded: Record<string, unknown> = {};
  for (const key in service) {
    const original = service[key as keyof Service] as (...args: readonly unknown[]) => unknown;
    const own = answers[key as keyof Service] as typeof original | undefined;
    surrounded[key] =
      own === undefined || typeof original !== 'function'
        ? original
        : (...args: readonly unknown[]) => {
            if (files.isEmpty) return original.apply(service, [...args]);
            try {
              return own(...args);
            } catch {
              // The author's JavaScript has to go on, whatever is wrong here.
              return original.apply(service, [...args]);
            }
          };
  }
  return surrounded as unknown as Service;
}

class OwnAnswers {
  readonly #typescript: typeof ts;
  readonly #service: Service;
  readonly #host: Origin['host'];
  readonly #files: SurroundedFiles;

  constructor(typescript: typeof ts, { service, host, files }: Origin) {
    this.#typescript = typescript;
    this.#service = service;
    this.#host = host;
    this.#files = files;
  }

  methods(): Partial<Service> {
    return {
      ...this.#placing(),
      ...this.#diagnosing(),
      ...this.#editing(),
      ...this.#pointing(),
      findReferences: (fileName, position) => this.#references(fileName, position),
    };
  }

  #placing(): Partial<Service> {
    const methods: Record<string, unknown> = {};
    for (const key of placing) {
      const original = this.#service[key] as (...args: readonly unknown[]) => unknown;
      methods[key] = (...args: readonly unknown[]) =>
        trimmed(original.apply(this.#service, [...args]), String(args[0]), this.#ownLength);
    }
    return methods;
  }

  #diagnosing(): Partial<Service> {
    const own = <T extends ts.Diagnostic>(fileName: string, diagnostics: readonly T[]): T[] => {
      const ending = this.#files.endingOf(fileName);
      const inside = trimmedDiagnostics(diagnostics, this.#ownLength);
      return ending === undefined ? inside : withoutMistaken(inside, ending);
    };
    return {
      getSyntacticDiagnostics: name => own(name, this.#service.getSyntacticDiagnostics(name)),
      getSemanticDiagnostics: name => own(name, this.#service.getSemanticDiagnostics(name)),
      getSuggestionDiagnostics: name => own(name, this.#service.getSuggestionDiagnostics(name)),
    };
  }

  #editing(): Partial<Service> {
    const service = this.#service;
    const own = (name: string, changes: readonly ts.TextChange[]) =>
      trimmedChanges(changes, this.#ownLength(name));
    const ofFiles = (changes: readonly ts.FileTextChanges[]) =>
      changes.map(change => ({ ...change, textChanges: own(change.fileName, change.textChanges) }));
    return {
      getFormattingEditsForDocument: (name, ...rest) =>
        own(name, service.getFormattingEditsForDocument(name, ...rest)),
      getFormattingEditsForRange: (name, ...rest) =>
        own(name, service.getFormattingEditsForRange(name, ...rest)),
      getFormattingEditsAfterKeystroke: (name, ...rest) =>
        own(name, service.getFormattingEditsAfterKeystroke(name, ...rest)),
      // Without imports: a skill can have none.
      getCodeFixesAtPosition: (name, ...rest) =>
        service
          .getCodeFixesAtPosition(name, ...rest)
          .filter(({ fixName }) => fixName !== 'import' || !this.#isSkill(name))
          .map(fix => ({ ...fix, changes: ofFiles(fix.changes) })),
      getCombinedCodeFix: (...args) => {
        const actions = service.getCombinedCodeFix(...args);
        return { ...actions, changes: ofFiles(actions.changes) };
      },
      getEditsForRefactor: (...args) => {
        const edits = service.getEditsForRefactor(...args);
        return edits && { ...edits, edits: ofFiles(edits.edits) };
      },
      organizeImports: (...args) => ofFiles(service.organizeImports(...args)),
      getEditsForFileRename: (...args) => ofFiles(service.getEditsForFileRename(...args)),
    };
  }

  /** What is asked for at one position, where in calls of skills the editor answers. */
  #pointing(): Partial<Service> {
    const service = this.#service;
    return {
      getCompletionsAtPosition: (name, position, ...rest) => {
        const info = service.getCompletionsAtPosition(name, position, ...rest);
        return this.#isSkill(name) ? ownCompletions(info, this.#place(name, position)) : info;
      },
      getQuickInfoAtPosition: (name, position, ...rest) => {
        const info = service.getQuickInfoAtPosition(name, position, ...rest);
        const place = this.#place(name, position);
        return place === 'name' || (place === 'input' && info?.kind === 'property') ? undefined : info;
      },
      getSignatureHelpItems: (name, position, ...rest) =>
        this.#place(name, position) === undefined
          ? service.getSignatureHelpItems(name, position, ...rest)
          : undefined,
      getRenameInfo: ((name: string, position: number, preferences: ts.UserPreferences) =>
        this.#isGiven(name, position)
          ? {
              canRename: false,
              localizedErrorMessage: 'The sandbox gives this to the skill: it cannot be renamed here.',
            }
          : service.getRenameInfo(name, position, preferences)) as Service['getRenameInfo'],
    };
  }

  /** What is declared behind the author's text counts as declared where it is first used. */
  #references(fileName: string, position: number): ts.ReferencedSymbol[] | undefined {
    return this.#service.findReferences(fileName, position)?.flatMap(symbol => {
      const references = trimmed(symbol.references, fileName, this.#ownLength) ?? [];
      const [first] = references;
      if (first === undefined) return [];
      const { fileName: definedIn, textSpan } = first;
      const { contextSpan: _, ...definition } = symbol.definition;
      const own = trimmed(symbol.definition, fileName, this.#ownLength);
      return [{ definition: own ?? { ...definition, fileName: definedIn, textSpan }, references }];
    });
  }

  /** Whether the thing at a position is declared behind the author's text. */
  #isGiven(fileName: string, position: number): boolean {
    if (!this.#isSkill(fileName)) return false;
    const definitions = this.#service.getDefinitionAtPosition(fileName, position) ?? [];
    return definitions.some(({ fileName: name, textSpan }) => textSpan.start >= this.#ownLength(name));
  }

  #isSkill(fileName: string): boolean {
    return this.#files.endingOf(fileName) !== undefined;
  }

  #place(fileName: string, position: number): CallPlace | undefined {
    if (!this.#isSkill(fileName)) return undefined;
    const file = this.#service.getProgram()?.getSourceFile(fileName);
    return file && placeInCall(this.#typescript, file, position);
  }

  readonly #ownLength = (fileName: string): number => {
    const ending = this.#files.endingOf(fileName);
    const snapshot = ending && this.#host.getScriptSnapshot(fileName);
    return ending === undefined || snapshot === undefined
      ? Number.POSITIVE_INFINITY
      : snapshot.getLength() - ending.text.length;
  };
}
